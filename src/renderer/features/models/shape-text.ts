/** `56 × 56 × 64`, without the number of photos; `? × ? × 3` where any size is taken. */
export function shapeText(shape: readonly (number | null)[]): string {
  return shape
    .slice(1)
    .map((side) => side ?? '?')
    .join(' × ')
}
