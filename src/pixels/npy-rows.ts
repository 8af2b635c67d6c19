import type { FileHandle } from 'node:fs/promises'
import { AppError } from '../shared/errors'
import type { NpyHeader } from './npy-header'
import { numbersOf } from './npy-values'
import type { NpyValues } from './npy-values'

/** How much is read at once; at least a row. */
export const CHUNK_BYTES = 4 * 1024 * 1024

/** Photos that are put together at once where the file has them interleaved: memory against readings of the file. */
export const BLOCK_BYTES = 128 * 1024 * 1024

/** A row's values; those of a clamped array are rounded to the nearest whole number, halves to the even one. */
export type Rows = NpyValues | Uint8ClampedArray<ArrayBuffer>

/** An array of photos that is open: (count, height, width, 3). */
export interface OpenPhotos {
  readonly file: FileHandle
  readonly header: NpyHeader
  readonly count: number
  readonly height: number
  readonly width: number
}

/** The photos one after the other, each `height` × `width` × 3 values, the reader's own. */
export function rowsInOrder(photos: OpenPhotos): AsyncGenerator<NpyValues, void, undefined> {
  return photos.header.fortranOrder ? interleavedRows(photos, BLOCK_BYTES, emptyLike) : plainRows(photos)
}

/** The same as bytes of 0 to 255. */
export async function* bytesInOrder(
  photos: OpenPhotos,
  blockBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const rows = photos.header.fortranOrder
    ? interleavedRows(photos, blockBytes, (length) => new Uint8ClampedArray(length))
    : plainRows(photos)
  for await (const row of rows) {
    const areBytes = row instanceof Uint8Array || row instanceof Uint8ClampedArray
    const { buffer, byteOffset, length } = areBytes ? row : new Uint8ClampedArray(row)
    yield new Uint8Array(buffer, byteOffset, length)
  }
}

/** `length` bytes from `position`, fewer at the end of the file, in memory of their own. */
export async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.from(new ArrayBuffer(length))
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

export function cutShort(count: number): AppError {
  return new AppError(
    'unreadable',
    `Expected ${count} photos, but the NumPy file is cut short: copy it again.`,
  )
}

/** C order: a photo's values lie side by side. */
async function* plainRows(photos: OpenPhotos): AsyncGenerator<NpyValues, void, undefined> {
  const { count, height, width, header } = photos
  const rowLength = height * width * 3
  const atOnce = Math.max(1, Math.floor(CHUNK_BYTES / (rowLength * header.valueBytes)))
  for (let row = 0; row < count; row += atOnce) {
    const rows = Math.min(atOnce, count - row)
    const values = await readValues(photos, row * rowLength, rows * rowLength)
    for (let at = 0; at < values.length; at += rowLength) yield values.subarray(at, at + rowLength)
  }
}

/**
 * Fortran order: side by side lie the values that all photos have in one place, place after place down the first column
 * of the first channel. Of so many photos as fit into a block, one reading of the whole file puts the rows together.
 */
async function* interleavedRows<Row extends Rows>(
  photos: OpenPhotos,
  blockBytes: number,
  emptyRows: (length: number, header: NpyHeader) => Row,
): AsyncGenerator<Row, void, undefined> {
  const { count, height, width, header } = photos
  const rowLength = height * width * 3
  const oneRow = emptyRows(rowLength, header)
  const blockRows = Math.min(count, Math.max(1, Math.floor(blockBytes / oneRow.byteLength)))
  const block = emptyRows(blockRows * rowLength, header)
  for (let first = 0; first < count; first += blockRows) {
    const rows = Math.min(blockRows, count - first)
    await fillBlock(photos, block, first, rows)
    for (let row = 0; row < rows; row += 1) {
      yield block.slice(row * rowLength, (row + 1) * rowLength) as Row
    }
  }
}

async function fillBlock(photos: OpenPhotos, block: Rows, first: number, rows: number): Promise<void> {
  const { count, height, width, header } = photos
  const places = height * width * 3
  const atOnce = Math.max(1, Math.floor(CHUNK_BYTES / (count * header.valueBytes)))
  for (let from = 0; from < places; from += atOnce) {
    const values = await readValues(photos, from * count, Math.min(atOnce, places - from) * count)
    for (let place = from; place * count < from * count + values.length; place += 1) {
      const y = place % height
      const x = Math.floor(place / height) % width
      const channel = Math.floor(place / (height * width))
      const source = (place - from) * count + first
      const target = (y * width + x) * 3 + channel
      for (let row = 0; row < rows; row += 1) block[row * places + target] = values[source + row] ?? 0
    }
  }
}

/** @param from, length in values */
async function readValues(
  { file, header, count }: OpenPhotos,
  from: number,
  length: number,
): Promise<NpyValues> {
  const { dataStart, valueBytes } = header
  const bytes = await readFully(file, dataStart + from * valueBytes, length * valueBytes)
  if (bytes.length < length * valueBytes) throw cutShort(count)
  return numbersOf(header, bytes)
}

function emptyLike(length: number, header: NpyHeader): NpyValues {
  const bytes = Buffer.from(new ArrayBuffer(length * header.valueBytes))
  return numbersOf(header, bytes)
}
