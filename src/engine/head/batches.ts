/** Rows of a feature table with the number of each one's class. */
export interface LabelledRows {
  readonly rows: readonly number[]
  readonly labels: readonly number[]
}

/** Cuts numbers into arrays of `size`, the last one shorter. */
export function inBatches(numbers: readonly number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, batch) =>
    numbers.slice(batch * size, (batch + 1) * size),
  )
}
