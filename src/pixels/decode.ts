import { readFile, stat } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { AppError } from '../shared/errors'
import type { RgbImage } from './nearest'
import { NOT_A_PICTURE, reasonUnreadable } from './reasons'

// Photos are read several at a time: threads inside one photo only add overhead, and none is read twice in a row.
sharp.concurrency(1)
sharp.cache(false)

/** Room for the largest phone cameras (16,320×12,240); 0.6 GB decoded. What is larger is taken for a bomb. */
export const MAX_PIXELS = 200_000_000

/** The formats that are read; sharp knows more (SVG would even fetch what it refers to). */
export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'tiff'

/** What a photo's header says; width and height in pixels after orientation. */
export interface PhotoHeader {
  width: number
  height: number
  /** EXIF orientation, 1 (upright) to 8. */
  orientation: number
  format: PhotoFormat
}

/**
 * Decodes a whole photo by the one rule that thumbnails, training, classifying and exports share: first frame, EXIF
 * orientation applied, sRGB (embedded profiles are converted), 8 bits, alpha over white.
 *
 * @param source path of a photo, or its bytes
 * @throws AppError 'unreadable' with a reason
 */
export async function decodePixels(source: string | Buffer): Promise<RgbImage> {
  return orUnreadable(source, async () => {
    const { photo } = await openPhoto(await photoBytes(source))
    return rgbOf(photo)
  })
}

/** All pixels of a photo that `openPhoto` returned. */
export async function rgbOf(photo: Sharp): Promise<RgbImage> {
  const { data, info } = await photo.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { data: asBytes(data), width: info.width, height: info.height }
}

/** The bytes of a photo. Pipes and devices, which could block or never end, are refused before they are opened. */
export async function photoBytes(source: string | Buffer): Promise<Buffer> {
  if (typeof source !== 'string') return source
  const found = await stat(source)
  if (!found.isFile() && !found.isDirectory()) {
    throw new AppError('unreadable', 'This is a device or a pipe and not a photo.')
  }
  return readFile(source)
}

/**
 * A photo ready for decoding by the rule (nothing is decoded yet), and its header.
 *
 * `failOn: 'error'`: files that are cut short are rejected, while what decodes in spite of a warning (a wrong checksum
 * in a PNG's text, stray bytes between a JPEG's segments) is a usable photo. 'none' would return half grey pictures.
 */
export async function openPhoto(bytes: Buffer): Promise<{ photo: Sharp; header: PhotoHeader }> {
  const input = sharp(bytes, { failOn: 'error', limitInputPixels: MAX_PIXELS })
  const metadata = await input.metadata().catch((error: unknown) => {
    throw looksLikeTiff(bytes) ? new Error('tiff2vips: no directory found', { cause: error }) : error
  })
  const header = {
    ...metadata.autoOrient,
    orientation: metadata.orientation ?? 1,
    format: photoFormat(metadata),
  }
  const photo = input.autoOrient().flatten({ background: 'white' }).toColourspace('srgb')
  return { photo, header }
}

/** Runs the reading of one photo; whatever it throws becomes AppError 'unreadable' with a reason for people. */
export async function orUnreadable<T>(source: string | Buffer, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const details = typeof source === 'string' ? { path: source } : undefined
    throw new AppError('unreadable', reasonUnreadable(error), details, error)
  }
}

/** The same bytes without Buffer's methods, which Uint8Array's `slice` and others would differ from. */
export function asBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
}

function photoFormat({ format, compression }: Metadata): PhotoFormat {
  switch (format) {
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'gif':
    case 'tiff':
      return format
    case 'heif':
      if (compression === 'av1') return 'avif'
      throw new Error('heif: unsupported codec')
    default:
      throw new AppError('unreadable', NOT_A_PICTURE)
  }
}

/** A TIFF's directory may lie at its end: cut off, libvips no longer recognises the format. */
function looksLikeTiff(bytes: Buffer): boolean {
  return ['II*\0', 'MM\0*'].includes(bytes.subarray(0, 4).toString('latin1'))
}
