import type { Base, EnginePhoto } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import { cancelled } from '../../shared/errors'
import { numbersOf } from '../numbers'
import type { EngineParts } from '../parts'
import type { Predictor } from '../predictor'
import { inBatches } from '../reading/photos'
import { readFast } from '../reading/thread'
import type { PhotoThread } from '../reading/thread'
import { FeatureCache } from './cache'
import type { Location } from './cache'
import { PendingRows } from './pending'
import { openTable } from './table'
import type { FeatureTable, TableRows } from './table'
import { rowHash, rowPixels, wantedRows } from './versions'
import type { Augmented, WantedRow } from './versions'

export interface ComputeFeatures {
  readonly base: Base
  readonly photos: readonly EnginePhoto[]
  /** Absolute; where features are kept, made when it is not there. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Left out of a request to the engine, which has its own. */
  readonly photoThread?: PhotoThread | undefined
  /** Left out: every photo has one row. */
  readonly augmented?: Augmented | undefined
  /** Told how many rows are done with, those from the cache and of skipped photos included. */
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
  return openTable({
    shape,
    ...(await locateRows(cache, { ...request, photoThread: engine.photoThread }, valuesOf)),
  })
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

/** A row on its way into the cache. */
interface ReadRow {
  readonly index: number
  readonly hash: string
  readonly pixels: Uint8Array
}

/** One request on its way: which rows are located, which photos are skipped. */
class Work {
  readonly #wanted: readonly WantedRow[]
  readonly #locations = new Map<number, Location>()
  readonly #skipped = new Set<number>()
  #skippedRows = 0
  readonly #pending: PendingRows

  constructor(
    private readonly cache: FeatureCache,
    private readonly request: Omit<ComputeFeatures, 'folder'>,
    private readonly valuesOf: ValuesOf,
  ) {
    this.#wanted = wantedRows(request.photos.length, request.augmented)
    this.#pending = new PendingRows(cache, this.#locations)
  }

  async run(): Promise<void> {
    // Once for what is new; again only where the same content lies in two files and the first could not be read.
    for (let missing = await this.#missing(); missing.size > 0; missing = await this.#missing()) {
      try {
        await this.#compute(missing)
      } finally {
        await this.#pending.flush()
      }
    }
  }

  rows(): { photos: number[]; locations: Location[] } {
    const found = [...this.#locations].sort(([a], [b]) => a - b)
    return {
      photos: found.map(([index]) => this.#wanted[index]?.photo ?? 0),
      locations: found.map(([, location]) => location),
    }
  }

  /** Looks everything up; the rows that are left by their photos, one photo for each content. */
  async #missing(): Promise<Map<number, number[]>> {
    const { photos, augmented } = this.request
    const first = new Map<string, number>()
    const missing = new Map<number, number[]>()
    for (const [index, { photo, version }] of this.#wanted.entries()) {
      if (this.#locations.has(index) || this.#skipped.has(photo)) continue
      const content = photos[photo]?.hash ?? ''
      const location = await this.cache.find(rowHash(content, version, augmented))
      if (location) {
        this.#locations.set(index, location)
        continue
      }
      if (!first.has(content)) first.set(content, photo)
      if (first.get(content) === photo) missing.set(photo, [...(missing.get(photo) ?? []), index])
    }
    this.#report()
    return missing
  }

  async #compute(missing: ReadonlyMap<number, readonly number[]>): Promise<void> {
    for await (const batch of inBatches(this.#readRows(missing), featureBatch)) {
      await this.#predict(batch)
      this.#report()
    }
    this.#report()
  }

  /** Reads each photo once, for all of its rows that are missing. */
  async *#readRows(missing: ReadonlyMap<number, readonly number[]>): AsyncGenerator<ReadRow> {
    const { photos, base, signal, onSkipped, augmented, photoThread } = this.request
    const indices = [...missing.keys()]
    const paths = indices.map((index) => photos[index]?.path ?? '')
    const options = { ...base, height: base.input, width: base.input }
    let next = 0
    for await (const photo of readFast(photoThread, { paths, options }, signal)) {
      const place = indices[next++] ?? 0
      if ('skipped' in photo) {
        this.#skipped.add(place)
        this.#skippedRows += missing.get(place)?.length ?? 0
        onSkipped(photo.skipped)
        continue
      }
      for (const index of missing.get(place) ?? []) {
        const version = this.#wanted[index]?.version ?? 0
        // Kept under what the file holds now, should it have changed since it was imported.
        const hash = rowHash(photo.hash, version, augmented)
        yield { index, hash, pixels: rowPixels(photo, base.input, version, augmented) }
      }
    }
  }

  async #predict(read: readonly ReadRow[]): Promise<void> {
    const values = await this.valuesOf(read.map(({ pixels }) => pixels))
    await this.#pending.add(read, values)
  }

  #report(): void {
    const done = this.#locations.size + this.#skippedRows + this.#pending.count
    this.request.onProgress(done, this.#wanted.length)
  }
}

/** @returns as many rows as photos, one after the other */
export function featuresOf(predictor: Predictor, pixels: readonly Uint8Array[]): Float32Array {
  if (pixels.length === 0) return new Float32Array()
  return numbersOf(() => predictor.predictBytes(pixels))
}
