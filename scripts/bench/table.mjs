// @ts-check

/** @typedef {import('./figures.mjs').Row} Row */

const headings = ['', 'Headstart', 'Keras 3', 'ONNX Runtime', 'against Keras', 'against ONNX']

/**
 * The rows for people, as a table in Markdown.
 * @param {readonly Row[]} rows
 * @returns {string}
 */
export function table(rows) {
  const cells = [headings, ...rows.map(cellsOf)]
  const widths = headings.map((_, column) => Math.max(3, ...cells.map((line) => line[column]?.length ?? 0)))
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  const [first = [], ...others] = cells
  return [first, rule, ...others].map((line) => lineOf(line, widths)).join('\n')
}

/** @param {readonly string[]} cells @param {readonly number[]} widths */
function lineOf(cells, widths) {
  const padded = widths.map((width, column) => {
    const cell = cells[column] ?? ''
    return column === 0 ? cell.padEnd(width) : cell.padStart(width)
  })
  return `| ${padded.join(' | ')} |`
}

/** @param {Row} row */
function cellsOf({ name, unit, medians, ratios }) {
  const figure = (/** @type {number | undefined} */ value) =>
    value === undefined ? '–' : `${threeDigits(value)} ${unit}`
  const ratio = (/** @type {number | undefined} */ value) =>
    value === undefined ? '–' : `${value.toFixed(value < 10 ? 2 : 1)}×`
  return [
    name,
    ...[medians.headstart, medians.keras, medians.onnx].map(figure),
    ...[ratios.keras, ratios.onnx].map(ratio),
  ]
}

/**
 * As many digits as a measurement is worth, and no exponent.
 * @param {number} value
 */
export function threeDigits(value) {
  if (!Number.isFinite(value)) return '–'
  const digits = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)))
  return value.toFixed(Math.min(3, Math.max(0, 2 - digits)))
}
