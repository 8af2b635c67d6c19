import { open } from 'node:fs/promises'
import type { PhotoFormat } from './decode'

/** Bytes from a file's start that tell its format. */
export const sniffedBytes = 32

/** What a browser and a mail call a format. */
export const mediaTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  tiff: 'image/tiff',
} as const satisfies Record<PhotoFormat, string>

/**
 * The format that a file's first bytes announce, whatever its name says; undefined where it is none that can be read.
 * Whether the rest keeps the promise shows only in decoding.
 */
export function formatOfBytes(start: Uint8Array): PhotoFormat | undefined {
  const text = Buffer.from(start.subarray(0, sniffedBytes)).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'gif'
  if (text.startsWith('RIFF') && text.startsWith('WEBP', 8)) return 'webp'
  if (text.startsWith('II*\0') || text.startsWith('MM\0*')) return 'tiff'
  // ISO's container for media: AVIF is one of its brands, the main one or among the compatible ones.
  if (text.startsWith('ftyp', 4) && /^(?:.{4})*?avi[fs]/s.test(text.slice(8))) return 'avif'
  return undefined
}

/**
 * The same for a file.
 * @throws the error of the operating system where it cannot be read
 */
export async function formatOfFile(path: string): Promise<PhotoFormat | undefined> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0)
    return formatOfBytes(buffer.subarray(0, bytesRead))
  } finally {
    await file.close()
  }
}
