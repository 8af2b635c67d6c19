import { createHash } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Base } from '../../shared/contract/engine'
import type { Predictor } from '../predictor'
import { isIntact, readSegment, segmentExtension, writeSegment } from './segment'
import type { Segment } from './segment'

/** Everything that decides a photo's features besides its content. */
export interface FeatureKey extends Base {
  /** SHA-256 of the network's weights, in hex. */
  readonly weights: string
  /** How the network computed them: the last bits differ, and the head trained on them with them. */
  readonly way: Predictor['way']
}

/** Where a photo's features lie. */
export interface Location {
  readonly segment: Segment
  readonly row: number
}

/** The features that are on the disk for one key. */
export class FeatureCache {
  readonly #locations = new Map<string, Location>()
  readonly #intact = new Map<Segment, boolean>()

  private constructor(
    private readonly folder: string,
    /** Floats of a photo. */
    readonly size: number,
  ) {}

  /**
   * Opens the part of a cache folder that belongs to a key, making it where it is not there. Segments that are
   * damaged, or of another size, are passed over.
   */
  static async open(folder: string, key: FeatureKey, size: number): Promise<FeatureCache> {
    const text = describeKey(key)
    const own = join(folder, createHash('sha256').update(text).digest('hex').slice(0, 16))
    await mkdir(own, { recursive: true })
    // For people who wonder what the folder holds; nothing reads it.
    await writeFile(join(own, 'key.json'), text)
    const cache = new FeatureCache(own, size)
    const names = (await readdir(own)).filter((name) => name.endsWith(segmentExtension))
    for (const name of names.sort()) cache.#add(await readSegment(join(own, name)))
    return cache
  }

  /** Where the features of a photo's content lie, if they are there and undamaged. */
  async find(hash: string): Promise<Location | undefined> {
    const location = this.#locations.get(hash)
    if (location && (await this.#check(location.segment))) return location
    return undefined
  }

  /**
   * Keeps features.
   * @param rows `hashes.length` × `size` floats
   * @returns where each lies
   */
  async add(hashes: readonly string[], rows: Float32Array): Promise<Location[]> {
    const segment = await writeSegment(this.folder, this.size, hashes, rows)
    this.#intact.set(segment, true)
    this.#add(segment)
    return hashes.map((_, row) => ({ segment, row }))
  }

  #add(segment: Segment | undefined): void {
    if (segment?.size !== this.size) return
    for (const [row, hash] of segment.hashes.entries()) this.#locations.set(hash, { segment, row })
  }

  /** Reads a segment once to the end; a damaged one is removed, for its photos are computed anew. */
  async #check(segment: Segment): Promise<boolean> {
    const known = this.#intact.get(segment)
    if (known !== undefined) return known
    // What the operating system does not let us read may be whole: it is passed over and stays.
    const intact = await isIntact(segment).catch(() => undefined)
    if (intact === false) await rm(segment.path, { force: true })
    this.#intact.set(segment, intact === true)
    return intact === true
  }
}

/** The key as JSON, its entries always in this order. */
function describeKey({ model, weights, input, pooling, cut, fit, interpolation, way }: FeatureKey): string {
  const end = cut === undefined ? { pooling } : { cut }
  return JSON.stringify({ format: 2, model, weights, input, ...end, fit, interpolation, way }, null, 2)
}
