import type { z } from 'zod'
import type { scoreEventSchema, scoreManifestSchema } from '../shared/contract/engine'
import { cancelled } from '../shared/errors'
import { loadHead } from './head/load'
import { classProbabilities } from './head/probabilities'
import { numbersOf } from './numbers'
import type { EngineParts } from './parts'
import { tf } from './tensorflow'
import { photoTable } from './training-table'
import type { PhotoTable } from './training-table'

type ScoreManifest = z.infer<typeof scoreManifestSchema>
type ScoreEvent = z.infer<typeof scoreEventSchema>

/** Photos whose features go through the head at once. */
const batch = 128

/**
 * Scores photos with a run's head, from the features that trainings keep: `scored` for each, in the order of the
 * manifest; what cannot be read is `skipped`.
 * @throws AppError `not-found` or `unreadable` when there is no whole head; `cancelled`
 */
export async function* score(
  parts: EngineParts,
  { folder, features, photos }: ScoreManifest,
  signal: AbortSignal,
): AsyncGenerator<ScoreEvent> {
  const { run, head } = await loadHead(folder)
  try {
    const table = yield* photoTable(parts, { base: run.base, photos, folder: features, signal })
    try {
      yield* scoreRows(parts, { head, classes: run.classes.length, table, photos, signal })
    } finally {
      await table.close()
    }
  } finally {
    head.dispose()
  }
}

interface Scoring {
  readonly head: tf.LayersModel
  readonly classes: number
  readonly table: PhotoTable
  readonly photos: ScoreManifest['photos']
  readonly signal: AbortSignal
}

async function* scoreRows(
  { device }: EngineParts,
  { head, classes, table, photos, signal }: Scoring,
): AsyncGenerator<ScoreEvent> {
  const rows = [...table.photos.keys()].sort((a, b) => (table.photos[a] ?? 0) - (table.photos[b] ?? 0))
  for (let start = 0; start < rows.length; start += batch) {
    const some = rows.slice(start, start + batch)
    const values = await table.gather(some, { epoch: null })
    if (signal.aborted) throw cancelled()
    const scores = await device.turn('training', () =>
      headProbabilities(head, classes, { values, shape: table.shape }),
    )
    for (const [place, row] of some.entries()) {
      const path = photos[table.photos[row] ?? 0]?.path ?? ''
      yield { type: 'scored', path, scores: [...scores.subarray(place * classes, (place + 1) * classes)] }
    }
    const done = start + some.length
    yield { type: 'progress', phase: 'scoring', done, total: rows.length, unit: 'photos' }
  }
}

/**
 * A probability a class for each photo.
 * @param features `n` photos' values one after the other, and the shape of one photo's
 * @returns `n × classes` floats, 0 to 1
 */
export function headProbabilities(
  head: tf.LayersModel,
  classes: number,
  { values, shape }: { values: Float32Array; shape: readonly number[] },
): Float32Array {
  const photos = values.length / tf.util.sizeFromShape([...shape])
  const outputs = numbersOf(() => head.apply(tf.tensor(values, [photos, ...shape])) as tf.Tensor)
  return classProbabilities(outputs, classes)
}
