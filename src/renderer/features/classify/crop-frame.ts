import { CROP_FRACTION } from '../../../shared/pixels'

/** A part of a photo in percent of its width and height. */
export interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/**
 * What a network with a square input sees of a photo by the default fit, the centre crop: a square of 0.875 of the shorter
 * side.
 * @param width, height of the photo in pixels, above 0
 */
export function cropFrame(width: number, height: number): Frame {
  const side = CROP_FRACTION * Math.min(width, height)
  const [wide, high] = [(100 * side) / width, (100 * side) / height]
  return { left: (100 - wide) / 2, top: (100 - high) / 2, width: wide, height: high }
}
