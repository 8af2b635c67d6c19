import type { engineProgressSchema } from '../shared/contract/engine'
import type { Skipped } from '../shared/contract/photos'
import { EventQueue } from '../shared/rpc/event-queue'
import type { z } from 'zod'
import { computeFeatures } from './features/compute'
import type { ComputeFeatures } from './features/compute'
import type { FeatureTable } from './features/table'
import type { EngineParts } from './parts'

type FeatureEvent = z.infer<typeof engineProgressSchema> | { type: 'skipped'; skipped: Skipped }

/**
 * The features of photos, telling on the way how far they are and what was skipped, which is also added to `skipped`.
 * @throws what `computeFeatures` throws
 */
export function featureEvents(
  parts: EngineParts,
  request: Omit<ComputeFeatures, keyof Telling>,
  skipped: Skipped[] = [],
): AsyncGenerator<FeatureEvent, FeatureTable> {
  return tableEvents((telling) => computeFeatures(parts, { ...request, ...telling }), skipped)
}

type Telling = Pick<ComputeFeatures, 'onProgress' | 'onSkipped'>

/**
 * Any table of photos, telling on the way as `featureEvents` does.
 * @throws what `compute` throws
 */
export async function* tableEvents<Table extends Pick<FeatureTable, 'close'>>(
  compute: (telling: Telling) => Promise<Table>,
  skipped: Skipped[] = [],
): AsyncGenerator<FeatureEvent, Table> {
  const events = new EventQueue<FeatureEvent>()
  const computed = compute({
    onProgress: (done, total) =>
      events.push({ type: 'progress', phase: 'features', done, total, unit: 'photos' }),
    onSkipped: (one) => {
      skipped.push(one)
      events.push({ type: 'skipped', skipped: one })
    },
  })
  computed.then(
    () => events.end(),
    (error: unknown) => events.fail(error),
  )
  let isTaken = false
  try {
    yield* events
    const table = await computed
    isTaken = true
    return table
  } finally {
    // Whoever stops listening on the way leaves a table that nobody closes.
    if (!isTaken) void computed.then((table) => table.close()).catch(() => undefined)
  }
}
