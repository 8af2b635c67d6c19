import type { PixelRule } from '../shared/pixels'
import { openPhoto, orUnreadable, photoBytes, rgbOf } from './decode'
import { type Box, cropBox, placement } from './fit'
import { resizeNearest } from './nearest'
import { resizeSmooth } from './resize'

export { decodePixels } from './decode'

export interface ReadOptions extends PixelRule {
  /** Size of the result in pixels, whole and at least 1. */
  height: number
  width: number
}

/**
 * A photo as a network sees it: decoded by the one rule (`decodePixels`), fitted, resized.
 *
 * @param source path of a photo, or its bytes
 * @returns height × width × 3 bytes (RGB, 0 to 255), row by row
 * @throws AppError 'unreadable' with a reason
 */
export async function readPixels(source: string | Buffer, options: ReadOptions): Promise<Uint8Array> {
  return orUnreadable(source, async () => {
    const { photo, header } = await openPhoto(await photoBytes(source))
    const { width, height, fit, interpolation } = options
    const box = cropBox(header.width, header.height, fit, width / height)
    const inner = placement(header.width, header.height, fit, width, height)
    const pixels =
      interpolation === 'nearest'
        ? resizeNearest(await rgbOf(photo), box, inner.width, inner.height)
        : await resizeSmooth(photo, header, box, inner.width, inner.height, interpolation)
    return fit === 'pad' ? onBlack(pixels, inner, width, height) : pixels
  })
}

/** The pixels at their place inside a black picture. */
function onBlack(pixels: Uint8Array, place: Box, width: number, height: number): Uint8Array {
  const result = new Uint8Array(width * height * 3)
  const rowLength = place.width * 3
  for (let row = 0; row < place.height; row++) {
    const from = row * rowLength
    result.set(pixels.subarray(from, from + rowLength), ((place.top + row) * width + place.left) * 3)
  }
  return result
}
