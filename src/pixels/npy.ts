import { type FileHandle, open } from 'node:fs/promises'
import { AppError } from '../shared/errors'
import { type NpyHeader, npyHeaderLength, parseNpyHeader, PREFIX_BYTES } from './npy-header'
import { BLOCK_BYTES, bytesInOrder, cutShort, type OpenPhotos, readFully, rowsInOrder } from './npy-rows'
import type { NpyValues } from './npy-values'

export type { NpyHeader, NpyType } from './npy-header'
export type { NpyValues } from './npy-values'
export { NpyWriter } from './npy-writer'

/** Longer headers than this are no headers. */
const MAX_HEADER_BYTES = 1024 * 1024

/**
 * The header of a .npy file of numbers or text, in any order.
 * @throws AppError 'unreadable' where it is damaged, cut short or not a .npy file, 'unsupported' for other arrays
 */
export async function readNpyHeader(path: string): Promise<NpyHeader> {
  await using file = await open(path)
  // Without await the file would be closed before it is read.
  return await headerOf(file)
}

/** The shape of an array of photos: (count, height, width, 3). @throws AppError 'unsupported' for another one */
export function photoArrayShape({ shape }: Pick<NpyHeader, 'shape'>): {
  count: number
  height: number
  width: number
} {
  const [count, height, width, channels] = shape
  if (shape.length !== 4 || !count || !height || !width || channels !== 3) {
    throw new AppError(
      'unsupported',
      `Expected an array of photos, (photos, height, width, 3), but its shape is (${shape.join(', ')})${shapeAdvice(shape)}.`,
    )
  }
  return { count, height, width }
}

/** How NumPy brings an array that is nearly one of photos into shape. */
function shapeAdvice(shape: readonly number[]): string {
  if (shape.includes(0)) return ': it holds nothing'
  const [, second, , last] = shape
  if (shape.length === 3 && shape[2] === 3) return ': take photos[None] of a single photo'
  if (shape.length === 3) return ': take numpy.stack([photos] * 3, axis=-1) of grey photos'
  if (shape.length !== 4) return ''
  if (last === 1) return ': take photos.repeat(3, axis=-1) of grey photos'
  if (last === 4) return ': take photos[..., :3]'
  return second === 3 ? ': take numpy.moveaxis(photos, 1, -1)' : ''
}

/**
 * The photos of a .npy file of shape (count, height, width, 3), one after the other, as flat arrays of
 * height × width × 3 values in the file's own type and range. Each may be kept: none is overwritten.
 *
 * @throws AppError as `readNpyHeader` and `photoArrayShape`; 'unreadable' where values are missing at the end
 */
export async function* npyRows(path: string): AsyncGenerator<NpyValues, void, undefined> {
  await using file = await open(path)
  yield* rowsInOrder(await photosIn(file))
}

/**
 * The same photos as bytes, rounded: the values are expected within 0 to 255 (`inspectPhotoArray` tells).
 * @param blockBytes how many of them are put together at once where the file is in Fortran order
 * @throws AppError as `npyRows`
 */
export async function* npyPhotos(
  path: string,
  blockBytes = BLOCK_BYTES,
): AsyncGenerator<Uint8Array, void, undefined> {
  await using file = await open(path)
  yield* bytesInOrder(await photosIn(file), blockBytes)
}

/** What an open file holds. @throws AppError as `npyRows` */
export async function photosIn(file: FileHandle): Promise<OpenPhotos> {
  const header = await headerOf(file)
  const shape = photoArrayShape(header)
  if (header.type === 'text' || header.type === 'bytes') {
    throw new AppError('unsupported', 'Expected photos as numbers of 0 to 255, but the array holds text.')
  }
  const { count, height, width } = shape
  const { size } = await file.stat()
  if (size < header.dataStart + count * height * width * 3 * header.valueBytes) throw cutShort(count)
  return { file, header, ...shape }
}

export async function headerOf(file: FileHandle): Promise<NpyHeader> {
  const length = npyHeaderLength(await readFully(file, 0, PREFIX_BYTES))
  const bytes = await readFully(file, 0, Math.min(length, MAX_HEADER_BYTES))
  if (bytes.length < length) {
    throw new AppError('unreadable', 'The header of the NumPy file is cut short: copy or save it again.')
  }
  return parseNpyHeader(bytes)
}
