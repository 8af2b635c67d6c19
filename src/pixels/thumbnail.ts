import { openPhoto, orUnreadable, photoBytes } from './decode'

/** The longer side of a thumbnail in pixels, unless the photo is smaller. */
export const THUMBNAIL_SIDE = 320

/**
 * A small picture of a whole photo, decoded by the one rule (`decodePixels`): never cropped, never enlarged.
 * @param source path of a photo, or its bytes
 * @returns a WebP file
 * @throws AppError 'unreadable' with a reason
 */
export async function makeThumbnail(source: string | Buffer): Promise<Buffer> {
  return orUnreadable(source, async () => {
    const { photo } = await openPhoto(await photoBytes(source))
    return photo
      .resize({
        width: THUMBNAIL_SIDE,
        height: THUMBNAIL_SIDE,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .webp({ quality: 80, effort: 2 })
      .toBuffer()
  })
}

/**
 * A photo in full as a browser can show it.
 * @param source path of a photo, or its bytes
 * @returns a JPEG file
 * @throws AppError 'unreadable' with a reason
 */
export async function asJpeg(source: string | Buffer): Promise<Buffer> {
  return orUnreadable(source, async () => {
    const { photo } = await openPhoto(await photoBytes(source))
    return photo.jpeg({ quality: 92 }).toBuffer()
  })
}

/**
 * A small JPEG of a whole photo, for pages that carry their pictures along.
 * @param source path of a photo, or its bytes
 * @param side the longer one in pixels, unless the photo is smaller
 * @throws AppError 'unreadable' with a reason
 */
export async function smallJpeg(source: string | Buffer, side: number): Promise<Buffer> {
  return orUnreadable(source, async () => {
    const { photo } = await openPhoto(await photoBytes(source))
    return photo
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 75 })
      .toBuffer()
  })
}
