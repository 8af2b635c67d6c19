import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../../shared/errors'
import type { Location } from './cache'
import { fill } from './segment'

export interface Gathering {
  /** What rows are put into if they fit: fresh memory costs as much as copying. */
  readonly into?: Float32Array | undefined
}

/** The features of many photos, in memory or on disk. */
export interface FeatureTable {
  /** Floats of a photo. */
  readonly size: number
  /** Their shape: `[features]`, or `[height, width, features]` without pooling. */
  readonly shape: readonly number[]
  /** For each row the index into the photos that were asked for; what could not be read has no row. */
  readonly photos: readonly number[]
  /**
   * The features of some rows, in the order asked for.
   * @returns `rows.length` × `size` floats, the caller's own
   */
  gather(rows: readonly number[], how?: Gathering): Promise<Float32Array>
  /** Closes the files; the table is of no use afterwards. */
  close(): Promise<void>
}

/** Where the features of every row lie, and what they are. */
export interface TableRows extends Pick<FeatureTable, 'shape' | 'photos'> {
  readonly locations: readonly Location[]
}

/** A table up to this size is held in memory. */
const memoryBytes = 256 * 1024 * 1024

/** Opens a table, in memory where it takes at most `limit` bytes. */
export async function openTable(rows: TableRows, limit = memoryBytes): Promise<FeatureTable> {
  const disk = new DiskTable(rows)
  if (disk.size * rows.photos.length * 4 > limit) return disk
  try {
    const values = await disk.gather(rows.photos.map((_, row) => row))
    return memoryTable(rows, disk.size, values)
  } finally {
    await disk.close()
  }
}

function memoryTable({ shape, photos }: TableRows, size: number, values: Float32Array): FeatureTable {
  return {
    size,
    shape,
    photos,
    async gather(rows, { into } = {}) {
      const gathered = roomFor(rows.length * size, into)
      for (const [position, row] of rows.entries()) {
        gathered.set(values.subarray(row * size, (row + 1) * size), position * size)
      }
      return gathered
    },
    async close() {},
  }
}

function roomFor(length: number, into: Float32Array | undefined): Float32Array {
  return into && into.length >= length ? into.subarray(0, length) : new Float32Array(length)
}

/** Rows that stand one after the other, on the disk and where they are wanted. */
interface Run {
  readonly path: string
  readonly position: number
  readonly target: number
  bytes: number
}

/** Reads rows from the segments whenever they are asked for. */
class DiskTable implements FeatureTable {
  readonly size: number
  readonly shape: readonly number[]
  readonly photos: readonly number[]
  readonly #locations: readonly Location[]
  readonly #files = new Map<string, Promise<FileHandle>>()

  constructor({ shape, photos, locations }: TableRows) {
    this.shape = shape
    this.photos = photos
    this.size = shape.reduce((product, side) => product * side, 1)
    this.#locations = locations
  }

  async gather(rows: readonly number[], { into }: Gathering = {}): Promise<Float32Array> {
    const gathered = roomFor(rows.length * this.size, into)
    for (const { path, position, target, bytes } of this.#runs(rows)) {
      const file = await this.#open(path)
      const place = new Uint8Array(gathered.buffer, gathered.byteOffset + target, bytes)
      if (await fill(file, place, position)) continue
      throw new AppError('unreadable', `The features in ${path} were cut short meanwhile: start again.`, {
        path,
      })
    }
    return gathered
  }

  async close(): Promise<void> {
    const files = [...this.#files.values()]
    this.#files.clear()
    for (const file of files) await (await file).close()
  }

  #runs(rows: readonly number[]): Run[] {
    const rowBytes = this.size * 4
    const runs: Run[] = []
    for (const [index, row] of rows.entries()) {
      const location = this.#locations[row]
      if (!location) throw new AppError('internal', `There is no row ${row} in ${this.photos.length}.`)
      const { path, start } = location.segment
      const position = start + location.row * rowBytes
      const last = runs.at(-1)
      if (last?.path === path && last.position + last.bytes === position) last.bytes += rowBytes
      else runs.push({ path, position, target: index * rowBytes, bytes: rowBytes })
    }
    return runs
  }

  #open(path: string): Promise<FileHandle> {
    const file = this.#files.get(path) ?? open(path)
    this.#files.set(path, file)
    return file
  }
}
