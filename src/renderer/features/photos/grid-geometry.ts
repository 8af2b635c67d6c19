/** Pixels between cells, and around the grid. */
export const GAP = 4
export const smallestCell = 96
export const largestCell = 320
/** From this width on a cell has room for the name of the class. */
export const cellWithName = 140

export interface Geometry {
  readonly columns: number
  /** Side of a square cell in pixels: at least what was asked for, so that the row is filled. */
  readonly cell: number
}

/**
 * As many columns of at least the wanted size as fit.
 * @param width of the grid in pixels without its margins
 * @param wanted side of a cell in pixels
 */
export function gridGeometry(width: number, wanted: number): Geometry {
  const columns = Math.max(1, Math.floor((width + GAP) / (wanted + GAP)))
  return { columns, cell: Math.max(1, (width - GAP * (columns - 1)) / columns) }
}

export function rowCount(photos: number, columns: number): number {
  return Math.ceil(photos / columns)
}

/** The places of the photos in some rows, first and last included; `last` is below `first` where there is none. */
export function indicesOfRows(firstRow: number, lastRow: number, columns: number, photos: number) {
  return { first: firstRow * columns, last: Math.min(photos, (lastRow + 1) * columns) - 1 }
}

const steps: Readonly<Record<string, (columns: number, rowsOfPage: number) => number>> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
  PageUp: (columns, rows) => -columns * rows,
  PageDown: (columns, rows) => columns * rows,
  Home: () => -Infinity,
  End: () => Infinity,
}

/**
 * Where a key takes the focus; undefined for every other key. Up and down stay in their column where there is a photo, and
 * go to the last photo from the row above an unfilled one.
 * @param rowsOfPage whole rows that are seen at once, at least 1
 */
export function moveByKey(
  key: string,
  from: number,
  { columns, photos, rowsOfPage }: { columns: number; photos: number; rowsOfPage: number },
): number | undefined {
  const step = Object.hasOwn(steps, key) ? steps[key]?.(columns, rowsOfPage) : undefined
  if (step === undefined || photos === 0) return undefined
  const last = photos - 1
  if (key === 'ArrowUp') return from < columns ? from : from + step
  if (key === 'ArrowDown' && Math.floor(from / columns) === Math.floor(last / columns)) return from
  if (key === 'PageUp') return Math.max(from % columns, from + step)
  return Math.min(last, Math.max(0, from + step))
}

/** A size of cells inside of what is allowed, in whole pixels. */
export function allowedCell(wanted: number): number {
  return Math.round(Math.min(largestCell, Math.max(smallestCell, wanted)))
}
