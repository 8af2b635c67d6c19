import { CROP_FRACTION, type Fit } from '../shared/pixels'

/** A rectangle of whole pixels; `left` and `top` count from the upper left corner, from 0. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/**
 * The part of a photo that a fit uses.
 *
 * `crop`: `CROP_FRACTION` of the largest box of the wished aspect that fits into the photo, centred. `squash` and
 * `pad`: the whole photo. Sides are rounded half up and at least 1, offsets are rounded down, so that Python says the
 * same: `side = int(0.875 * min(w, h) + 0.5)`, `left = (w - side) // 2`.
 *
 * @param width, height size of the photo after orientation, in pixels, whole and at least 1
 * @param aspect width / height of what is wished, above 0
 */
export function cropBox(width: number, height: number, fit: Fit, aspect: number): Box {
  if (fit !== 'crop') return { left: 0, top: 0, width, height }
  const boxWidth = wholeSide(CROP_FRACTION * Math.min(width, height * aspect))
  const boxHeight = wholeSide(CROP_FRACTION * Math.min(height, width / aspect))
  return centred(boxWidth, boxHeight, width, height)
}

/**
 * Where the cropped photo lies inside the result: everywhere, except for `pad`, where the photo keeps its aspect, touches
 * two opposite edges, and is centred; the rest is black. Rounding as in `cropBox`.
 *
 * @param width, height size of the photo in pixels
 * @param targetWidth, targetHeight size of the result in pixels
 */
export function placement(
  width: number,
  height: number,
  fit: Fit,
  targetWidth: number,
  targetHeight: number,
): Box {
  if (fit !== 'pad') return { left: 0, top: 0, width: targetWidth, height: targetHeight }
  // Cross products instead of a scale: the side that touches the edges comes out exact.
  const touchesSides = width * targetHeight >= height * targetWidth
  const innerWidth = touchesSides ? targetWidth : wholeSide((width * targetHeight) / height)
  const innerHeight = touchesSides ? wholeSide((height * targetWidth) / width) : targetHeight
  return centred(innerWidth, innerHeight, targetWidth, targetHeight)
}

function wholeSide(side: number): number {
  return Math.max(1, Math.floor(side + 0.5))
}

function centred(width: number, height: number, outerWidth: number, outerHeight: number): Box {
  return {
    left: Math.floor((outerWidth - width) / 2),
    top: Math.floor((outerHeight - height) / 2),
    width,
    height,
  }
}
