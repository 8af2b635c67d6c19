import { describe, expect, it } from 'vitest'
import { type Fit, interpolations } from '../shared/pixels'
import { decodePixels, readPixels } from './read'
import { largestDifference, noise, ramps, rgb } from './fixtures/pictures'
import { resizeNearest } from './nearest'

const smooth = interpolations.filter((interpolation) => interpolation !== 'nearest')

function mirrored(data: Uint8Array, width: number): Uint8Array {
  const pixels = data.length / 3
  return Uint8Array.from(data, (_, at) => {
    const [pixel, channel] = [Math.floor(at / 3), at % 3]
    const column = pixel % width
    return data[((pixel - column + width - 1 - column) % pixels) * 3 + channel] ?? 0
  })
}

/** The picture upside down and left to right at once. */
function turned(data: Uint8Array): Uint8Array {
  const pixels = data.length / 3
  return Uint8Array.from(data, (_, at) => data[(pixels - 1 - Math.floor(at / 3)) * 3 + (at % 3)] ?? 0)
}

describe('readPixels', () => {
  it.each(['crop', 'squash', 'pad'] as const)('gives height × width × 3 bytes for %s', async (fit) => {
    const photo = await noise(50, 37).toBuffer()
    for (const interpolation of interpolations) {
      const pixels = await readPixels(photo, { height: 24, width: 32, fit, interpolation })
      expect(pixels.length).toBe(24 * 32 * 3)
    }
  })

  it('takes the pixels of the crop with nearest', async () => {
    const photo = await noise(50, 37).toBuffer()
    const expected = resizeNearest(
      await decodePixels(photo),
      { left: 9, top: 2, width: 32, height: 32 },
      20,
      20,
    )
    const rule = { fit: 'crop', interpolation: 'nearest' } as const
    expect(await readPixels(photo, { height: 20, width: 20, ...rule })).toEqual(expected)
  })

  it('leaves a photo of the wished size as it is', async () => {
    const pixels = ramps(40, 30)
    const photo = await rgb(pixels, 40, 30).toBuffer()
    for (const interpolation of interpolations) {
      const read = await readPixels(photo, { height: 30, width: 40, fit: 'squash', interpolation })
      expect(read).toEqual(pixels)
    }
  })

  it('fills with black around a padded photo', async () => {
    const white = await rgb(new Uint8Array(40 * 20 * 3).fill(255), 40, 20).toBuffer()
    for (const interpolation of interpolations) {
      const pixels = await readPixels(white, { height: 40, width: 40, fit: 'pad', interpolation })
      const rows = Array.from(
        { length: 40 },
        (_, row) => new Set(pixels.subarray(row * 120, row * 120 + 120)),
      )
      const expected = rows.map((_, row) => new Set([row >= 10 && row < 30 ? 255 : 0]))
      expect(rows).toEqual(expected)
    }
  })

  const sizes = [
    ['shrinking', 16, 12],
    ['enlarging', 90, 67],
    ['doubling', 80, 60],
    ['enlarging one axis and shrinking the other', 90, 12],
    ['enlarging one axis alone', 40, 70],
  ] as const

  describe.each(smooth)('with %s', (interpolation) => {
    it.each(sizes)('does not move the picture when %s', async (_, width, height) => {
      const pixels = ramps(40, 30)
      const options = { width, height, fit: 'squash', interpolation } as const
      const straight = await readPixels(await rgb(pixels, 40, 30).toBuffer(), options)
      const reversed = await readPixels(await rgb(turned(pixels), 40, 30).toBuffer(), options)
      expect(largestDifference(straight, turned(reversed))).toBeLessThanOrEqual(2)
    })
  })

  it('widens its kernel when it shrinks', async () => {
    const stripes = Uint8Array.from({ length: 64 * 64 * 3 }, (_, at) => (Math.floor(at / 3) % 2 ? 255 : 0))
    const photo = await rgb(stripes, 64, 64).toBuffer()
    for (const interpolation of smooth) {
      const pixels = await readPixels(photo, { height: 16, width: 16, fit: 'squash', interpolation })
      const inner = [...pixels.subarray(3 * 16 * 3 + 9, 4 * 16 * 3 - 9)]
      for (const value of inner) expect(Math.abs(value - 127.5)).toBeLessThan(8)
    }
  })

  it('crops after orientation', async () => {
    const pixels = ramps(60, 20)
    const upright = await rgb(pixels, 60, 20).toBuffer()
    const flipped = await rgb(mirrored(pixels, 60), 60, 20).withMetadata({ orientation: 2 }).toBuffer()
    for (const fit of ['crop', 'pad'] satisfies Fit[]) {
      const options = { height: 18, width: 18, fit, interpolation: 'bicubic' } as const
      expect(await readPixels(flipped, options)).toEqual(await readPixels(upright, options))
    }
  })
})
