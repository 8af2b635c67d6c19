/** How the rows of a table are sorted. */
export interface TableOrder<Column extends string> {
  readonly column: Column
  readonly descending: boolean
}

/**
 * The order after a click on a column: words are sorted from A on, numbers from the largest on; the same column again turns
 * it around.
 * @param words the columns that hold words
 */
export function orderAfter<Column extends string>(
  column: Column,
  before: TableOrder<Column>,
  words: readonly Column[],
): TableOrder<Column> {
  return { column, descending: before.column === column ? !before.descending : !words.includes(column) }
}

const collator = new Intl.Collator('en', { numeric: true })

/**
 * The rows in order: what is not known (null) stands at the end, however the rest is sorted; what is equal stays in its
 * order.
 */
export function ordered<Row, Column extends string>(
  rows: readonly Row[],
  { column, descending }: TableOrder<Column>,
  valueOf: (row: Row, column: Column) => string | number | null,
): Row[] {
  return rows.toSorted((one, other) => {
    const [first, second] = [valueOf(one, column), valueOf(other, column)]
    if (first === null || second === null) return Number(first === null) - Number(second === null)
    const compared =
      typeof first === 'string' ? collator.compare(first, String(second)) : first - Number(second)
    return descending ? -compared : compared
  })
}
