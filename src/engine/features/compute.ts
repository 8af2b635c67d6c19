import type { Base, EnginePhoto } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import { cancelled } from '../../shared/errors'
import { withBatch } from '../batch'
import type { EngineParts } from '../parts'
import { inBatches, readPhotos } from '../photos'
import type { ReadPixels } from '../photos'
import type { Predictor } from '../predictor'
import { FeatureCache } from './cache'
import type { Location } from './cache'
import { PendingRows } from './pending'
import { openTable } from './table'
import type { FeatureTable, TableRows } from './table'

export interface ComputeFeatures {
  readonly base: Base
  readonly photos: readonly EnginePhoto[]
  /** Absolute; where features are kept, made when it is not there. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Told how many photos are done with, those from the cache and the skipped ones included. */
  onProgress(done: number, total: number): void
  onSkipped(skipped: Skipped): void
}

/** Photos of a turn: half a second of computing for the network that ships. */
export const featureBatch = 16

/**
 * The features of photos, from the cache or computed in `training` turns; what was computed is kept even when the
 * signal ends the work. Photos that cannot be read are told and have no row.
 * @throws AppError `cancelled`; `not-found` or `bad-input` for a base that cannot be; `no-space`
 */
export async function computeFeatures(engine: EngineParts, request: ComputeFeatures): Promise<FeatureTable> {
  const { base, folder } = request
  const weights = await engine.networks.weightsHash(base.model)
  using lease = await engine.device.turn('training', () => engine.networks.base(base))
  const predictor = lease.value
  const shape = predictor.outputShape
  const size = shape.reduce((product, side) => product * side, 1)
  const cache = await FeatureCache.open(folder, { ...base, weights, way: predictor.way }, size)
  const valuesOf = (pixels: readonly Uint8Array[]): Promise<Float32Array> =>
    engine.device.turn('training', () => {
      if (request.signal.aborted) throw cancelled()
      return featuresOf(predictor, pixels)
    })
  return openTable({ shape, ...(await locateRows(cache, request, valuesOf)) })
}

/** What a table keeps of photos: height × width × 3 bytes each in, rows of the cache's size one after the other out. */
export type ValuesOf = (pixels: readonly Uint8Array[]) => Promise<Float32Array>

/**
 * Where the rows of photos lie in a cache; those that are not there are computed and kept first.
 * @throws AppError `cancelled`, `no-space`; what `valuesOf` throws
 */
export async function locateRows(
  cache: FeatureCache,
  request: Omit<ComputeFeatures, 'folder'>,
  valuesOf: ValuesOf,
): Promise<Pick<TableRows, 'photos' | 'locations'>> {
  const work = new Work(cache, request, valuesOf)
  await work.run()
  return work.rows()
}

/** One request on its way: which photos are located, which are skipped. */
class Work {
  readonly #locations = new Map<number, Location>()
  readonly #skipped = new Set<number>()
  readonly #pending: PendingRows

  constructor(
    private readonly cache: FeatureCache,
    private readonly request: Omit<ComputeFeatures, 'folder'>,
    private readonly valuesOf: ValuesOf,
  ) {
    this.#pending = new PendingRows(cache, this.#locations)
  }

  async run(): Promise<void> {
    // Once for what is new; again only where the same content lies in two files and the first could not be read.
    for (let missing = await this.#missing(); missing.length > 0; missing = await this.#missing()) {
      try {
        await this.#compute(missing)
      } finally {
        await this.#pending.flush()
      }
    }
  }

  rows(): { photos: number[]; locations: Location[] } {
    const found = [...this.#locations].sort(([a], [b]) => a - b)
    return { photos: found.map(([photo]) => photo), locations: found.map(([, location]) => location) }
  }

  /** Looks everything up; the indices that are left, one for each content. */
  async #missing(): Promise<number[]> {
    const first = new Map<string, number>()
    for (const [index, { hash }] of this.request.photos.entries()) {
      if (this.#locations.has(index) || this.#skipped.has(index)) continue
      const location = await this.cache.find(hash)
      if (location) this.#locations.set(index, location)
      else if (!first.has(hash)) first.set(hash, index)
    }
    this.#report()
    return [...first.values()]
  }

  async #compute(indices: readonly number[]): Promise<void> {
    const { photos, base, signal, onSkipped } = this.request
    const paths = indices.map((index) => photos[index]?.path ?? '')
    const options = { ...base, height: base.input, width: base.input }
    let next = 0
    for await (const batch of inBatches(readPhotos(paths, options, signal), featureBatch)) {
      const read: { index: number; photo: ReadPixels }[] = []
      for (const photo of batch) {
        const index = indices[next++] ?? 0
        if ('pixels' in photo) read.push({ index, photo })
        else {
          this.#skipped.add(index)
          onSkipped(photo.skipped)
        }
      }
      await this.#predict(read)
      this.#report()
    }
  }

  async #predict(read: readonly { index: number; photo: ReadPixels }[]): Promise<void> {
    const values = await this.valuesOf(read.map(({ photo }) => photo.pixels))
    // Kept under what the file holds now, should it have changed since it was imported.
    await this.#pending.add(
      read.map(({ index, photo }) => ({ index, hash: photo.hash })),
      values,
    )
  }

  #report(): void {
    const done = this.#locations.size + this.#skipped.size + this.#pending.count
    this.request.onProgress(done, this.request.photos.length)
  }
}

/** @returns as many rows as photos, one after the other */
export function featuresOf(predictor: Predictor, pixels: readonly Uint8Array[]): Float32Array {
  if (pixels.length === 0) return new Float32Array()
  return withBatch(pixels, predictor.inputShape, (photos) => {
    const features = predictor.predict(photos)
    try {
      return features.dataSync() as Float32Array
    } finally {
      features.dispose()
    }
  })
}
