import { setImmediate as nextLoop } from 'node:timers/promises'
import type { z } from 'zod'
import type { nearestManifestSchema, nearEventSchema } from '../shared/contract/engine'
import { AppError, cancelled } from '../shared/errors'
import { featureEvents } from './feature-events'
import type { FeatureTable } from './features/table'
import { inBatches } from './head/batches'
import { cosineDistance, rowOf } from './near-distance'
import type { EngineParts } from './parts'

type Manifest = z.infer<typeof nearestManifestSchema>
type NearEvent = z.infer<typeof nearEventSchema>

/** Photos that are read and compared at once: a few milliseconds. */
const chunk = 1024

/**
 * The photos nearest to one of them by the cosine distance of their features, itself left out: at most `limit`, as
 * `near` events, nearest first; equally near ones in the order of the manifest. What cannot be read is `skipped`.
 * @throws AppError `bad-input` when there is no such photo; `unreadable` when it is skipped itself; `cancelled`;
 *   what `computeFeatures` throws
 */
export async function* nearest(
  parts: EngineParts,
  { base, features: folder, photos, photo, limit }: Manifest,
  signal: AbortSignal,
): AsyncGenerator<NearEvent> {
  const path = photos[photo]?.path
  if (path === undefined) {
    throw new AppError('bad-input', `A place among ${photos.length} photos was expected, not ${photo}.`)
  }
  const table = yield* featureEvents(parts, { base, photos, folder, signal })
  try {
    const own = table.photos.indexOf(photo)
    if (own < 0) {
      throw new AppError(
        'unreadable',
        `${path} cannot be read, so nothing is near it: choose another photo.`,
        {
          path,
        },
      )
    }
    const distances = yield* distancesFrom(own, table, signal)
    const rows = [...table.photos.keys()].filter((row) => row !== own)
    rows.sort((a, b) => (distances[a] ?? 0) - (distances[b] ?? 0))
    for (const row of rows.slice(0, limit)) {
      yield { type: 'near', one: photo, other: table.photos[row] ?? 0, distance: distances[row] ?? 0 }
    }
  } finally {
    await table.close()
  }
}

/** The distance of every row; besides these, memory holds one chunk. */
async function* distancesFrom(
  own: number,
  table: FeatureTable,
  signal: AbortSignal,
): AsyncGenerator<NearEvent, Float64Array> {
  const total = table.photos.length
  const distances = new Float64Array(total)
  const wanted = await table.gather([own])
  for (const rows of inBatches([...table.photos.keys()], chunk)) {
    const values = await table.gather(rows)
    await nextLoop()
    if (signal.aborted) throw cancelled()
    for (const [place, row] of rows.entries()) {
      distances[row] = cosineDistance(wanted, rowOf(values, place, table.size))
    }
    const done = (rows.at(-1) ?? 0) + 1
    yield { type: 'progress', phase: 'comparing', done, total, unit: 'photos' }
  }
  return distances
}
