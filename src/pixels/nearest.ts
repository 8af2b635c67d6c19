import type { Box } from './fit'

/** 8-bit RGB: `data[(y * width + x) * 3 + channel]`, each value 0 to 255. */
export interface RgbImage {
  data: Uint8Array
  width: number
  height: number
}

/**
 * Which pixel of an axis each pixel of the result takes. The centre of each result pixel is projected onto the axis and
 * cut to a whole number. Positions are summed up, not multiplied, as Pillow does (`ImagingScaleAffine` in
 * src/libImaging/Geometry.c): the two round differently where a centre falls onto a border.
 *
 * @param start, length the part of the axis to sample, in whole pixels
 * @returns `outputs` indices, rising, from `start` to `start + length - 1`
 */
export function nearestIndices(start: number, length: number, outputs: number): Int32Array {
  const scale = length / outputs
  const indices = new Int32Array(outputs)
  let position = start + scale * 0.5
  for (let output = 0; output < outputs; output++) {
    indices[output] = Math.trunc(position)
    position += scale
  }
  return indices
}

/**
 * The box of the image at another size by nearest neighbour, equal to Pillow's
 * `Image.resize((width, height), Image.NEAREST, box=…)` bit for bit.
 *
 * @returns width × height × 3 bytes, row by row
 */
export function resizeNearest(image: RgbImage, box: Box, width: number, height: number): Uint8Array {
  const columns = nearestIndices(box.left, box.width, width)
  const rows = nearestIndices(box.top, box.height, height)
  const result = new Uint8Array(width * height * 3)
  let at = 0
  for (const row of rows) {
    const rowStart = row * image.width
    for (const column of columns) {
      const from = (rowStart + column) * 3
      result[at++] = image.data[from] ?? 0
      result[at++] = image.data[from + 1] ?? 0
      result[at++] = image.data[from + 2] ?? 0
    }
  }
  return result
}
