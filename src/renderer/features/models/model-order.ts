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

export interface Order {
  readonly column: Column
  readonly descending: boolean
}

/** Words are sorted from A on, numbers from the largest on; the same column again turns it around. */
export function orderAfter(column: Column, before: Order): Order {
  const descending = before.column === column ? !before.descending : column !== 'id' && column !== 'weights'
  return { column, descending }
}

const collator = new Intl.Collator('en', { numeric: true })
const places = { bundled: 0, installed: 1, missing: 2 }

/** What is not known stands at the end, however the rest is sorted; what is equal stays in its order. */
export function ordered(rows: readonly ModelRow[], { column, descending }: Order): ModelRow[] {
  return rows.toSorted((one, other) => {
    const [first, second] = [valueOf(one, column), valueOf(other, column)]
    if (first === null || second === null) return Number(first === null) - Number(second === null)
    const compared =
      typeof first === 'string' ? collator.compare(first, String(second)) : first - Number(second)
    return descending ? -compared : compared
  })
}

function valueOf(row: ModelRow, column: Column): string | number | null {
  if (column === 'weights') return places[row.weights]
  // No weights take no room: nothing that is to be compared.
  if (column === 'bytes') return row.bytes === 0 ? null : row.bytes
  return row[column]
}
