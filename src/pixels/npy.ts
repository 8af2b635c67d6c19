import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../shared/errors'
import { bytesPerValue, type NpyHeader, npyHeaderLength, parseNpyHeader, PREFIX_BYTES } from './npy-header'

export type { NpyHeader, NpyType } from './npy-header'
export { NpyWriter } from './npy-writer'

export type NpyValues = Uint8Array | Float32Array | Float64Array

/** How much is read at once; at least a row. */
const CHUNK_BYTES = 4 * 1024 * 1024

/** Longer headers than this are no headers. */
const MAX_HEADER_BYTES = 1024 * 1024

/**
 * The header of a .npy file of uint8, float32 or float64 in C order.
 * @throws AppError 'unreadable' where it is damaged, cut short or not a .npy file, 'unsupported' for other arrays
 */
export async function readNpyHeader(path: string): Promise<NpyHeader> {
  await using file = await open(path)
  // Without await the file would be closed before it is read.
  return await headerOf(file)
}

/** The shape of an array of photos: (count, height, width, 3). @throws AppError 'unsupported' for another one */
export function photoArrayShape({ shape }: NpyHeader): { count: number; height: number; width: number } {
  const [count, height, width, channels] = shape
  if (shape.length !== 4 || !count || !height || !width || channels !== 3) {
    throw new AppError(
      'unsupported',
      `Expected an array of photos, (photos, height, width, 3), but its shape is (${shape.join(', ')}).`,
    )
  }
  return { count, height, width }
}

/**
 * The photos of a .npy file of shape (count, height, width, 3), one after the other, as flat arrays of
 * height × width × 3 values in the file's own type and range. Each may be kept: none is overwritten.
 *
 * @throws AppError as `readNpyHeader` and `photoArrayShape`; 'unreadable' where values are missing at the end
 */
export async function* npyRows(path: string): AsyncGenerator<NpyValues, void, undefined> {
  await using file = await open(path)
  const header = await headerOf(file)
  const { count, height, width } = photoArrayShape(header)
  const rowBytes = height * width * 3 * bytesPerValue[header.type]
  const { size } = await file.stat()
  if (size < header.dataStart + count * rowBytes) throw cutShort(count)
  const rowsPerChunk = Math.max(1, Math.floor(CHUNK_BYTES / rowBytes))
  for (let row = 0; row < count; row += rowsPerChunk) {
    const rows = Math.min(rowsPerChunk, count - row)
    const chunk = await readFully(file, header.dataStart + row * rowBytes, rows * rowBytes)
    if (chunk.length < rows * rowBytes) throw cutShort(count)
    for (let at = 0; at < chunk.length; at += rowBytes) yield valuesOf(header, chunk, at, rowBytes)
  }
}

async function headerOf(file: FileHandle): Promise<NpyHeader> {
  const length = npyHeaderLength(await readFully(file, 0, PREFIX_BYTES))
  const bytes = await readFully(file, 0, Math.min(length, MAX_HEADER_BYTES))
  if (bytes.length < length) {
    throw new AppError('unreadable', 'The header of the NumPy file is cut short: copy or save it again.')
  }
  return parseNpyHeader(bytes)
}

/** `length` bytes from `position`, fewer at the end of the file, in memory of their own. */
async function readFully(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.from(new ArrayBuffer(length))
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

function valuesOf({ type }: NpyHeader, chunk: Buffer, at: number, rowBytes: number): NpyValues {
  const [start, length] = [chunk.byteOffset + at, rowBytes / bytesPerValue[type]]
  switch (type) {
    case 'uint8':
      return new Uint8Array(chunk.buffer, start, length)
    case 'float32':
      return new Float32Array(chunk.buffer, start, length)
    case 'float64':
      return new Float64Array(chunk.buffer, start, length)
  }
}

function cutShort(count: number): AppError {
  return new AppError(
    'unreadable',
    `Expected ${count} photos, but the NumPy file is cut short: copy it again.`,
  )
}
