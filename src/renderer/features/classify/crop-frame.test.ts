import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cropFrame } from './crop-frame'

it('is a centred square of 0.875 of the shorter side', () => {
  expect(cropFrame(400, 200)).toEqual({ left: 28.125, top: 6.25, width: 43.75, height: 87.5 })
})

it('is square and inside the photo whatever its shape', () => {
  const side = fc.integer({ min: 1, max: 20_000 })
  fc.assert(
    fc.property(side, side, (width, height) => {
      const frame = cropFrame(width, height)
      expect(frame.width * width).toBeCloseTo(frame.height * height, 5)
      expect(frame.left).toBeGreaterThanOrEqual(0)
      expect(frame.left + frame.width).toBeLessThanOrEqual(100)
      expect(frame.top + frame.height).toBeLessThanOrEqual(100)
    }),
  )
})
