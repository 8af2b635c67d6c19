/**
 * Puts together what is connected by pairs, also by way of others: sets that are united along the pairs (Galler and
 * Fischer, An improved equivalence algorithm, CACM 7(5), 1964), with paths halved on the way.
 * @returns groups of two or more, the members in ascending order, the group with the smallest member first
 */
export function connectedGroups(pairs: Iterable<readonly [one: number, other: number]>): number[][] {
  const parents = new Map<number, number>()
  const rootOf = (member: number): number => {
    let place = member
    for (;;) {
      const parent = parents.get(place) ?? place
      const above = parents.get(parent) ?? parent
      if (parent === above) return parent
      parents.set(place, above)
      place = above
    }
  }
  for (const [one, other] of pairs) {
    const [low, high] = [rootOf(one), rootOf(other)].sort((a, b) => a - b) as [number, number]
    parents.set(low, low)
    if (low !== high) parents.set(high, low)
  }
  const members = [...parents.keys()].sort((a, b) => a - b)
  return [...Map.groupBy(members, rootOf).values()].filter(({ length }) => length > 1)
}
