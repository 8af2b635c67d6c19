import { createHash } from 'node:crypto'
import { openPhoto, orUnreadable, photoBytes, type PhotoHeader } from './decode'

/** What import keeps of a photo. */
export interface PhotoInspection extends PhotoHeader {
  /** SHA-256 of the file's bytes, 64 hexadecimal digits, lower case. */
  hash: string
  /** Size of the file. */
  bytes: number
}

/** Small enough for the JPEG decoder to do an eighth of the work, while it still reads the stream to its end. */
const CHECK_SIDE = 32

/**
 * Reads a photo's file once and says what import needs; decodes it at a small size, so that files which are cut short
 * are found now and not during training.
 *
 * @throws AppError 'unreadable' with a reason
 */
export async function inspectPhoto(path: string): Promise<PhotoInspection> {
  return orUnreadable(path, async () => {
    const file = await photoBytes(path)
    const { photo, header } = await openPhoto(file)
    await photo
      .resize({ width: CHECK_SIDE, height: CHECK_SIDE, fit: 'fill', kernel: 'nearest' })
      .raw()
      .toBuffer()
    const hash = createHash('sha256').update(file).digest('hex')
    return { hash, bytes: file.byteLength, ...header }
  })
}
