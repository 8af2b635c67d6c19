/** The order after one was taken from its place and put at another among the rest; a place that is none changes nothing. */
export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  if (from < 0 || from >= items.length) return [...items]
  const rest = items.toSpliced(from, 1)
  return rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, ...items.slice(from, from + 1))
}
