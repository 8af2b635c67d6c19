/** Lengths of the picture in pixels, for texts of 13 (titles) and 11 (all else) in a usual sans-serif. */
export const sizes = {
  node: 44,
  /** Of an open block, around what is in it; its title stands above. */
  padding: 14,
  title: 26,
  betweenNodes: 22,
  betweenRanks: 30,
  label: 16,
  margin: 20,
} as const

const TITLE_LETTER = 7.4
const SMALL_LETTER = 6.2
const SIDES = 28

/** How wide a node has to be for its two lines. */
export function nodeWidth(title: string, detail: string): number {
  return Math.ceil(Math.max(title.length * TITLE_LETTER, detail.length * SMALL_LETTER, 60) + SIDES)
}

export function labelWidth(text: string): number {
  return Math.ceil(text.length * SMALL_LETTER + 8)
}
