/** Shares come as decimals; a part in 10⁹ of a photo is noise of the arithmetic. */
const NOISE = 1e9

interface Row {
  /** What each part is due, in fractions of a photo. */
  readonly due: readonly number[]
  /** What it gets: `due` rounded down or up. */
  readonly counts: number[]
}

/**
 * Deals the photos of several classes out to parts by shares, so that every class gives each part its due rounded down
 * or up, and the totals of the parts are rounded by the largest remainder too.
 *
 * Each class is dealt by the method of the largest remainder (Hamilton's). Its errors can add up over the classes;
 * while a part has too many and another too few, the photo is moved whose remainders lose least, directly or by way of
 * a third part. The only photo of a class in the first part stays there: nothing can be learned of a class without it.
 * @param sizes photos a class, whole, at least 0
 * @param shares one a part, at least 0, with a sum above 0
 * @returns a row a class with a count a part
 */
export function apportion(sizes: readonly number[], shares: readonly number[]): number[][] {
  const rows = sizes.map((size) => {
    const due = dueOf(size, shares)
    return { due, counts: byLargestRemainder(size, due) }
  })
  const size = sum(sizes)
  balance(rows, byLargestRemainder(size, dueOf(size, shares)))
  return rows.map(({ counts }) => counts)
}

function dueOf(size: number, shares: readonly number[]): number[] {
  const whole = sum(shares)
  return shares.map((share) => Math.round(((size * share) / whole) * NOISE) / NOISE)
}

function byLargestRemainder(size: number, due: readonly number[]): number[] {
  const counts = due.map(Math.floor)
  const order = due.map((_, part) => part).sort((one, other) => remainder(due, other) - remainder(due, one))
  for (const part of order.slice(0, size - sum(counts))) counts[part] = at(counts, part) + 1
  return counts
}

function balance(rows: readonly Row[], wanted: readonly number[]): void {
  for (;;) {
    const surplus = wanted.map((count, part) => sum(rows.map(({ counts }) => at(counts, part))) - count)
    const from = surplus.findIndex((count) => count > 0)
    const to = surplus.findIndex((count) => count < 0)
    const moves = from < 0 ? [] : cheapestWay(rows, from, to)
    if (moves.length === 0) return
    for (const { row, from, to } of moves) {
      row.counts[from] = at(row.counts, from) - 1
      row.counts[to] = at(row.counts, to) + 1
    }
  }
}

interface Move {
  readonly row: Row
  readonly from: number
  readonly to: number
  readonly cost: number
}

function cheapestWay(rows: readonly Row[], from: number, to: number): Move[] {
  const direct = cheapestMove(rows, from, to)
  const ways = direct ? [[direct]] : []
  for (const by of rows[0]?.due.keys() ?? []) {
    if (by === from || by === to) continue
    const first = cheapestMove(rows, from, by)
    const second = cheapestMove(rows, by, to)
    if (first && second) ways.push([first, second])
  }
  return ways.sort((one, other) => cost(one) - cost(other))[0] ?? []
}

/** The class in which one part was rounded up and the other down, and where it matters least to change that. */
function cheapestMove(rows: readonly Row[], from: number, to: number): Move | undefined {
  return rows
    .filter(({ due, counts }) => at(counts, from) > at(due, from) && at(counts, to) < at(due, to))
    .filter(({ counts }) => from !== 0 || at(counts, from) > 1)
    .map((row) => ({ row, from, to, cost: remainder(row.due, from) - remainder(row.due, to) }))
    .sort((one, other) => one.cost - other.cost)[0]
}

function cost(moves: readonly Move[]): number {
  return sum(moves.map((move) => move.cost))
}

function remainder(due: readonly number[], part: number): number {
  return at(due, part) % 1
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? 0
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
