import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import PQueue from 'p-queue'
import { photoBytes } from '../../pixels/decode'
import { readPixels } from '../../pixels/read'
import type { ReadOptions } from '../../pixels/read'
import { reasonUnreadable } from '../../pixels/reasons'
import type { Skipped } from '../../shared/contract/photos'
import { cancelled } from '../../shared/errors'

/** A photo as the network sees it, or why there is none. */
export type ReadPhoto = ReadPixels | { readonly skipped: Skipped }

export interface ReadPixels {
  readonly path: string
  /** SHA-256 of the file's bytes in hex. */
  readonly hash: string
  /** height × width × 3 bytes. */
  readonly pixels: Uint8Array
  /** When its reading began, as `clock` tells it. */
  readonly started: number
}

/** How many photos are read or wait for the network: two batches, 5 MB at 224×224. */
export const ahead = 32

/** Decoding takes memory by the size of the photo, so that only some are decoded at once. */
const atOnce = Math.min(8, availableParallelism())

/**
 * Reads photos ahead of whoever takes them, in the order of the paths.
 * @throws AppError `cancelled` when the signal says so
 */
export async function* readPhotos(
  paths: readonly string[],
  options: ReadOptions,
  signal: AbortSignal,
): AsyncGenerator<ReadPhoto, void, undefined> {
  const decoding = new PQueue({ concurrency: atOnce })
  const reading: Promise<ReadPhoto>[] = []
  let next = 0
  try {
    for (let index = 0; index < paths.length; index++) {
      if (signal.aborted) throw cancelled()
      for (; next < Math.min(paths.length, index + ahead); next++) {
        const path = paths[next] ?? ''
        reading.push(decoding.add(() => readPhoto(path, options)))
      }
      const photo = await reading.shift()
      if (photo) yield photo
    }
  } finally {
    decoding.clear()
  }
}

/** Milliseconds since 1970, the same in every thread. */
export function clock(): number {
  return performance.timeOrigin + performance.now()
}

/** Groups what comes into arrays of `size`, the last one shorter. */
export async function* inBatches<T>(
  items: AsyncIterable<T>,
  size: number,
): AsyncGenerator<T[], void, undefined> {
  let batch: T[] = []
  for await (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function readPhoto(path: string, options: ReadOptions): Promise<ReadPhoto> {
  const started = clock()
  try {
    const bytes = await photoBytes(path)
    const hash = createHash('sha256').update(bytes).digest('hex')
    return { path, hash, pixels: await readPixels(bytes, options), started }
  } catch (error) {
    return { skipped: { path, reason: reasonUnreadable(error) } }
  }
}
