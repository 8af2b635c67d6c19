import type { Base, EnginePhoto, TrainEvent } from '../shared/contract/engine'
import type { Skipped } from '../shared/contract/photos'
import { scratchModel } from '../shared/contract/training'
import type { TrainSettings } from '../shared/contract/training'
import { featureEvents, tableEvents } from './feature-events'
import type { FeatureTable } from './features/table'
import type { TrainingTable } from './head/learner'
import type { EngineParts } from './parts'
import { openPixels } from './scratch/pixel-table'

export interface TableRequest {
  readonly base: Base
  readonly photos: readonly EnginePhoto[]
  /** Absolute; where features are kept. */
  readonly folder: string
  readonly signal: AbortSignal
  /** What is learned from, where it is: how the first so many of the photos are varied. */
  readonly learning?: Pick<TrainSettings, 'augment' | 'seed'> & { readonly photos: number }
}

/** What a head learns from, or is asked about, with the photos behind its rows. */
export type PhotoTable = TrainingTable & Pick<FeatureTable, 'photos' | 'close'>

type TableEvent = Extract<TrainEvent, { type: 'progress' | 'skipped' }>

/**
 * What a base gives for photos, from the cache or computed; of a network from scratch their pixels. Told on the way: how
 * far it is, and what was skipped, which is also added to `skipped`.
 * @throws AppError `cancelled`; `not-found` or `bad-input` for a base that cannot be; `no-space`
 */
export function photoTable(
  parts: EngineParts,
  { learning, ...request }: TableRequest,
  skipped: Skipped[] = [],
): AsyncGenerator<TableEvent, PhotoTable> {
  const augment = learning?.augment ?? null
  if (request.base.model === scratchModel) {
    const options = { augment, seed: learning?.seed ?? 0 }
    const { photoThread } = parts
    return tableEvents((telling) => openPixels({ ...request, photoThread, ...telling }, options), skipped)
  }
  const augmented = augment && { augmentation: augment, photos: learning?.photos ?? 0 }
  return featureEvents(parts, { ...request, ...(augmented && { augmented }) }, skipped)
}
