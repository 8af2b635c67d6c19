import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { AppError } from '../shared/errors'
import { photosIn } from './npy'
import { CHUNK_BYTES, cutShort, readFully } from './npy-rows'
import type { OpenPhotos } from './npy-rows'
import { numbersOf } from './npy-values'

/** What is known of an array of photos before any of them is taken. */
export interface PhotoArray {
  readonly count: number
  readonly height: number
  readonly width: number
  /** SHA-256 of the whole file, 64 hexadecimal digits. */
  readonly hash: string
}

export interface InspectOptions {
  /** Ends the reading; the result is undefined then. */
  readonly signal: AbortSignal
  /** @param share of the file that is read, 0 to 1 */
  readonly onRead: (share: number) => void
}

/**
 * Reads a .npy file of photos once from its start to its end, in pieces, and makes sure that its values are the 0 to 255
 * that photos have.
 * @throws AppError as `npyRows`; 'unsupported' for other values, saying which there are and how to scale them
 */
export async function inspectPhotoArray(
  path: string,
  { signal, onRead }: InspectOptions,
): Promise<PhotoArray | undefined> {
  await using file = await open(path)
  const photos = await photosIn(file)
  const { count, height, width, header } = photos
  const hash = createHash('sha256').update(await readFully(file, 0, header.dataStart))
  const range = new Range()
  const bytes = count * height * width * 3 * header.valueBytes
  for (let at = 0; at < bytes; at += CHUNK_BYTES) {
    if (signal.aborted) return undefined
    const length = Math.min(CHUNK_BYTES, bytes - at)
    const chunk = await readFully(file, header.dataStart + at, length)
    if (chunk.length < length) throw cutShort(count)
    hash.update(chunk)
    if (header.type !== 'uint8') range.widen(numbersOf(header, chunk))
    onRead((at + length) / bytes)
  }
  if (header.type !== 'uint8') checkRange(range, photos)
  return { count, height, width, hash: hash.digest('hex') }
}

/** The smallest and the largest of numbers, and whether there is one that is none. */
class Range {
  low = Infinity
  high = -Infinity
  isFinite = true

  widen(values: ArrayLike<number>): void {
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? NaN
      if (value < this.low) this.low = value
      if (value > this.high) this.high = value
      if (!Number.isFinite(value)) this.isFinite = false
    }
  }
}

/** A black photo is black on any scale; otherwise nothing above 1 means that 1 is white. */
function checkRange({ low, high, isFinite }: Range, { header }: OpenPhotos): void {
  const isPhoto = low >= -0.5 && high < 255.5 && (high > 1 || (low === 0 && high === 0))
  if (isFinite && isPhoto) return
  const found = isFinite ? `${shown(low)} to ${shown(high)}` : 'values that are no numbers (NaN or infinity)'
  throw new AppError(
    'unsupported',
    `Expected photos of 0 to 255, but the array of ${header.type} holds ${found}: ${advice(low, high, isFinite)}.`,
    isFinite ? { low, high } : undefined,
  )
}

function advice(low: number, high: number, isFinite: boolean): string {
  if (!isFinite) return 'find out where they come from, and save the photos without them'
  if (low >= 0 && high <= 1) return 'save photos * 255'
  if (low >= -1 && high <= 1) return 'save (photos + 1) * 127.5'
  if (low >= -32 && high > 128 && high < 288) return 'if it comes from resizing, save photos.clip(0, 255)'
  if (low >= 0 && high <= 65_535) return 'save photos / 257 where 65,535 is white'
  return 'save the photos as they were before preprocess_input'
}

function shown(value: number): string {
  return String(Number(value.toPrecision(6)))
}
