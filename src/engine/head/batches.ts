import type { TrainingTable } from './learner'

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

/** A batch, ready for the device; its values hold until the next one is asked for. */
export interface BatchInput {
  readonly values: Float32Array
  readonly labels: readonly number[]
}

/**
 * The batches of some photos; while one computes, the next is read.
 * @param batches places in `photos.rows`
 * @param epoch as the table takes it
 */
export async function* batchInputs(
  table: TrainingTable,
  photos: LabelledRows,
  batches: readonly (readonly number[])[],
  epoch: number | null,
): AsyncGenerator<BatchInput, undefined> {
  let next: Promise<Float32Array> | undefined
  let spare: Float32Array | undefined
  const begin = (batch: readonly number[] | undefined): void => {
    const rows = batch?.map((place) => photos.rows[place] as number)
    next = rows && table.gather(rows, { epoch, into: spare })
    // Told when it is awaited, which may be a batch later.
    next?.catch(() => undefined)
  }
  begin(batches[0])
  try {
    for (const [index, batch] of batches.entries()) {
      const values = (await next) as Float32Array
      begin(batches[index + 1])
      yield { values, labels: batch.map((place) => photos.labels[place] as number) }
      spare = values
    }
  } finally {
    // Whoever leaves on the way may close the table.
    await next?.catch(() => undefined)
  }
}
