import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { orUnreadable } from '../../pixels/decode'
import type { PhotoFormat } from '../../pixels/decode'
import { NOT_A_PICTURE } from '../../pixels/reasons'
import { formatOfBytes, mediaTypes, sniffedBytes } from '../../pixels/sniff'
import { asJpeg } from '../../pixels/thumbnail'
import { AppError } from '../../shared/errors'
import type { FileState } from '../photos/read'
import type { Picture } from './pictures'

/** A photo in full, and how its file looked when it was opened. */
export interface Original {
  readonly picture: Omit<Picture, 'cacheable'>
  readonly state: FileState
}

/** What asks for turns where decoding is needed. */
export type InTurn = <Result>(work: () => Promise<Result>) => Promise<Result>

/**
 * The bytes of a photo as they lie on the disk; what no browser shows (TIFF) as a JPEG.
 * @param path absolute
 * @throws AppError `unreadable` with a reason, also where nothing is there any more
 */
export async function readOriginal(path: string, inTurn: InTurn): Promise<Original> {
  const { file, format, state } = await orUnreadable(path, () => openPhotoFile(path))
  if (format !== 'tiff') return { picture: streamed(file, state.bytes, format), state }
  await file.close()
  return { picture: whole(await inTurn(() => asJpeg(path)), 'image/jpeg'), state }
}

interface OpenFile {
  readonly file: FileHandle
  readonly format: PhotoFormat
  readonly state: FileState
}

async function openPhotoFile(path: string): Promise<OpenFile> {
  // Before it is opened: a pipe would wait for somebody to write into it.
  if (!(await stat(path)).isFile()) throw new AppError('unreadable', NOT_A_PICTURE)
  const file = await open(path, 'r')
  try {
    const { size, mtimeMs } = await file.stat()
    const state = { bytes: size, modifiedMs: Math.round(mtimeMs) }
    return { file, format: await formatOf(file, size), state }
  } catch (thrown) {
    await file.close()
    throw thrown
  }
}

async function formatOf(file: FileHandle, size: number): Promise<PhotoFormat> {
  if (size === 0) throw new AppError('unreadable', 'The file is empty.')
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sniffedBytes), 0, sniffedBytes, 0)
  const format = formatOfBytes(buffer.subarray(0, bytesRead))
  if (format === undefined) throw new AppError('unreadable', NOT_A_PICTURE)
  return format
}

/** A file that grows meanwhile must not give more than was promised. */
function streamed(file: FileHandle, size: number, format: PhotoFormat): Omit<Picture, 'cacheable'> {
  const body = file.createReadStream({ start: 0, end: size - 1 })
  return { body, bytes: size, contentType: mediaTypes[format] }
}

/** A picture that is in memory. */
export function whole(bytes: Buffer, contentType: string): Omit<Picture, 'cacheable'> {
  return { body: Readable.from([bytes]), bytes: bytes.length, contentType }
}
