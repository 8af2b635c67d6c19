import type { ModelRow } from '../../../shared/contract/models'

/** The columns of the table, in their order. */
export const columns = [
  'id',
  'top1',
  'top5',
  'sizeMB',
  'parameters',
  'depth',
  'input',
  'weights',
  'bytes',
] as const
export type Column = (typeof columns)[number]

/** The columns that hold words. */
export const wordColumns = ['id', 'weights'] as const satisfies readonly Column[]

const places = { bundled: 0, installed: 1, missing: 2 }

/** What a row is sorted by; null where it is not known. */
export function valueOf(row: ModelRow, column: Column): string | number | null {
  if (column === 'weights') return places[row.weights]
  // No weights take no room: nothing that is to be compared.
  if (column === 'bytes') return row.bytes === 0 ? null : row.bytes
  return row[column]
}
