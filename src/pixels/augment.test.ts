import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { augment, drawChange } from './augment'
import { largestDifference, ramps } from './fixtures/pictures'

const nothing = { flip: false, rotate: 0, zoom: 0, brightness: 0, contrast: 0 }
const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const share = fc.double({ min: 0, max: 1, noNaN: true })
const amounts = fc.record({
  flip: fc.boolean(),
  rotate: fc.double({ min: 0, max: 180, noNaN: true }),
  zoom: fc.double({ min: 0, max: 0.9, noNaN: true }),
  brightness: share,
  contrast: share,
})
const side = fc.integer({ min: 1, max: 12 })
const picture = fc.tuple(side, side).chain(([width, height]) => {
  const length = width * height * 3
  return fc.record({
    size: fc.constant({ width, height }),
    pixels: fc.uint8Array({ minLength: length, maxLength: length }),
  })
})

/** A seed that draws a flip. */
const flipping = Array.from({ length: 20 }, (_, one) => one).find(
  (one) => drawChange({ ...nothing, flip: true }, one).flip,
)

describe('augment', () => {
  it('gives the same bytes for the same seed, and leaves the photo alone', () => {
    fc.assert(
      fc.property(picture, amounts, seed, ({ pixels, size }, wished, own) => {
        const before = pixels.slice()
        const changed = augment(pixels, size, wished, own)
        expect(changed).toEqual(augment(pixels, size, wished, own))
        expect(pixels).toEqual(before)
        expect(changed).toHaveLength(pixels.length)
      }),
    )
  })

  it('changes nothing where nothing is wished', () => {
    fc.assert(
      fc.property(picture, seed, ({ pixels, size }, own) => {
        expect(augment(pixels, size, nothing, own)).toEqual(pixels)
      }),
    )
  })

  it('flips exactly, and twice is as before', () => {
    const flipped = augment(ramps(5, 4), { width: 5, height: 4 }, { ...nothing, flip: true }, flipping ?? -1)
    expect([...flipped.subarray(0, 3)]).toEqual([...ramps(5, 4).subarray(12, 15)])
    fc.assert(
      fc.property(picture, seed, ({ pixels, size }, own) => {
        const flip = (bytes: Uint8Array) => augment(bytes, size, { ...nothing, flip: true }, own)
        expect(flip(flip(pixels))).toEqual(pixels)
      }),
    )
  })

  it('leaves a picture of one colour as it is, however it is moved', () => {
    fc.assert(
      fc.property(side, side, fc.nat({ max: 255 }), amounts, seed, (width, height, value, wished, own) => {
        const plain = new Uint8Array(width * height * 3).fill(value)
        const moved = { ...wished, brightness: 0, contrast: 0 }
        expect(augment(plain, { width, height }, moved, own)).toEqual(plain)
      }),
    )
  })

  it('stays between the darkest and the lightest value where only the geometry changes', () => {
    fc.assert(
      fc.property(picture, amounts, seed, ({ pixels, size }, wished, own) => {
        const moved = augment(pixels, size, { ...wished, brightness: 0, contrast: 0 }, own)
        expect(Math.min(...moved)).toBeGreaterThanOrEqual(Math.min(...pixels))
        expect(Math.max(...moved)).toBeLessThanOrEqual(Math.max(...pixels))
      }),
    )
  })

  it('keeps to 0 and 255 instead of wrapping round', () => {
    fc.assert(
      fc.property(share, share, seed, (brightness, contrast, own) => {
        const wished = { ...nothing, brightness, contrast }
        const { added, stretch } = drawChange(wished, own)
        const shades = Uint8Array.from({ length: 256 * 3 }, (_, at) => Math.floor(at / 3))
        const changed = augment(shades, { width: 256, height: 1 }, wished, own)
        for (let shade = 0; shade < 256; shade++) {
          const exact = (shade - 127.5) * stretch + 127.5 + added
          const expected = Math.min(255, Math.max(0, exact))
          expect(Math.abs((changed[shade * 3] ?? -1) - expected)).toBeLessThanOrEqual(0.5 + 1e-9)
        }
      }),
    )
  })

  it('shifts a ramp by what was cropped, and enlarges it', () => {
    const [size, wished] = [
      { width: 64, height: 64 },
      { ...nothing, zoom: 0.5 },
    ]
    const { kept, left } = drawChange(wished, 3)
    const changed = augment(ramps(64, 64), size, wished, 3)
    for (const column of [10, 32, 50]) {
      const from = left * 64 + (column + 0.5) * kept - 0.5
      expect(Math.abs((changed[(30 * 64 + column) * 3] ?? -1) - (255 * from) / 63)).toBeLessThanOrEqual(1)
    }
  })

  it('turns clockwise about the middle by the angle that was drawn', () => {
    const size = { width: 41, height: 41 }
    const photo = Uint8Array.from({ length: 41 * 41 * 3 }, (_, at) => {
      const [x, y] = [(Math.floor(at / 3) % 41) - 20, Math.floor(at / 123) - 20]
      return Math.round(127 + 100 * Math.exp(-((x - 6) ** 2 + y ** 2) / 30))
    })
    const wished = { ...nothing, rotate: 180 }
    const { angle } = drawChange(wished, 5)
    const turned = augment(photo, size, wished, 5)
    const [x, y] = [Math.round(20 + 6 * Math.cos(angle)), Math.round(20 + 6 * Math.sin(angle))]
    expect(turned[(y * 41 + x) * 3]).toBeGreaterThan(205)
    expect(largestDifference(turned, photo)).toBeGreaterThan(20)
  })
})

describe('drawChange', () => {
  it('draws the rest alike where one change is turned off', () => {
    fc.assert(
      fc.property(amounts, seed, (wished, own) => {
        const { flip, ...rest } = drawChange(wished, own)
        const { flip: off, ...same } = drawChange({ ...wished, flip: false }, own)
        expect(rest).toEqual(same)
        expect(off).toBe(false)
        expect(flip && !wished.flip).toBe(false)
      }),
    )
  })

  it('draws evenly for seeds that follow each other', () => {
    const drawn = Array.from({ length: 2000 }, (_, one) =>
      drawChange({ ...nothing, flip: true, rotate: 180 }, one),
    )
    const flips = drawn.filter(({ flip }) => flip).length
    // Half of 2000, give or take four standard deviations.
    expect(Math.abs(flips - 1000)).toBeLessThan(90)
    const mean = drawn.reduce((sum, { angle }) => sum + angle, 0) / drawn.length
    expect(Math.abs(mean)).toBeLessThan(0.17)
    expect(drawn.every(({ angle }) => Math.abs(angle) <= Math.PI)).toBe(true)
  })
})
