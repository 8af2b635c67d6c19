import { printable } from './printable'

export interface Column {
  readonly title: string
  /** Numbers stand at the right, so that their digits line up. */
  readonly align?: 'left' | 'right'
}

/** Signs that take two cells in a terminal: East Asian scripts, full-width forms and emoji. */
const eastAsian =
  /[[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]--[\uff61-\uffdc]]/v
const emoji = /\p{Emoji_Presentation}|\ufe0f/u

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** How many cells a text takes in a terminal. */
export function displayWidth(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text))
    width += eastAsian.test(segment) || emoji.test(segment) ? 2 : 1
  return width
}

/** Rows under their titles, aligned, two spaces apart; cells are made printable. Ends without a line break. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => row.map(printable))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => displayWidth(line[index] ?? ''))))
  return lines
    .map((line) => columns.map((column, index) => padded(line[index] ?? '', widths[index] ?? 0, column)))
    .map((cells) => cells.join('  ').trimEnd())
    .join('\n')
}

function padded(text: string, width: number, { align = 'left' }: Column): string {
  const space = ' '.repeat(width - displayWidth(text))
  return align === 'right' ? space + text : text + space
}
