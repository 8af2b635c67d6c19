import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fit, fitKinds } from '../shared/pixels'
import { cropBox, placement, type Box } from './fit'

const side = fc.integer({ min: 1, max: 20_000 })
const targetSide = fc.integer({ min: 1, max: 2_000 })
const fits = fc.constantFrom<Fit>(...fitKinds)

function expectCentredInside(box: Box, width: number, height: number) {
  expect(box.width).toBeGreaterThanOrEqual(1)
  expect(box.height).toBeGreaterThanOrEqual(1)
  const right = width - box.left - box.width
  const below = height - box.top - box.height
  for (const margin of [box.left, box.top, right, below]) expect(margin).toBeGreaterThanOrEqual(0)
  expect(Math.abs(box.left - right)).toBeLessThanOrEqual(1)
  expect(Math.abs(box.top - below)).toBeLessThanOrEqual(1)
}

describe('cropBox', () => {
  it('takes 0.875 of the shorter side for a square', () => {
    expect(cropBox(500, 375, 'crop', 1)).toEqual({ left: 86, top: 23, width: 328, height: 328 })
    expect(cropBox(256, 256, 'crop', 1)).toEqual({ left: 16, top: 16, width: 224, height: 224 })
  })

  it('keeps the wished aspect', () => {
    expect(cropBox(1600, 1600, 'crop', 2)).toEqual({ left: 100, top: 450, width: 1400, height: 700 })
  })

  it('takes the whole photo for squash and pad', () => {
    const whole = { left: 0, top: 0, width: 500, height: 375 }
    expect(cropBox(500, 375, 'squash', 1)).toEqual(whole)
    expect(cropBox(500, 375, 'pad', 1)).toEqual(whole)
  })

  it('lies inside the photo, centred within a pixel', () => {
    fc.assert(
      fc.property(
        side,
        side,
        fits,
        targetSide,
        targetSide,
        (width, height, fit, targetWidth, targetHeight) => {
          expectCentredInside(cropBox(width, height, fit, targetWidth / targetHeight), width, height)
        },
      ),
    )
  })

  it('turns with the photo', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const box = cropBox(width, height, 'crop', 1)
        const turned = cropBox(height, width, 'crop', 1)
        expect(turned).toEqual({ left: box.top, top: box.left, width: box.height, height: box.width })
      }),
    )
  })
})

describe('placement', () => {
  it('centres the photo between black bars for pad', () => {
    expect(placement(400, 200, 'pad', 224, 224)).toEqual({ left: 0, top: 56, width: 224, height: 112 })
    expect(placement(200, 400, 'pad', 224, 224)).toEqual({ left: 56, top: 0, width: 112, height: 224 })
  })

  it('fills the result for crop and squash', () => {
    const whole = { left: 0, top: 0, width: 224, height: 96 }
    expect(placement(400, 200, 'crop', 224, 96)).toEqual(whole)
    expect(placement(400, 200, 'squash', 224, 96)).toEqual(whole)
  })

  it('lies inside the result, centred, touches two edges and keeps the aspect within a pixel', () => {
    fc.assert(
      fc.property(side, side, targetSide, targetSide, (width, height, targetWidth, targetHeight) => {
        const box = placement(width, height, 'pad', targetWidth, targetHeight)
        expectCentredInside(box, targetWidth, targetHeight)
        expect(box.width === targetWidth || box.height === targetHeight).toBe(true)
        const scale = Math.min(targetWidth / width, targetHeight / height)
        expect(Math.abs(box.width - width * scale)).toBeLessThan(1)
        expect(Math.abs(box.height - height * scale)).toBeLessThan(1)
      }),
    )
  })
})
