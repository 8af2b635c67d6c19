import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { nearestIndices, resizeNearest } from './nearest'

const whole = z.number().int()
const fixture = z
  .object({ pillow: z.string(), cases: z.array(z.tuple([whole, whole, whole, whole, whole])).min(60) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/pil-nearest.json'), 'utf8')))

/** As in scripts/pixels/pil_nearest.py. */
function checksum(indices: Int32Array): number {
  return indices.reduce((result, index) => (Math.imul(31, result) + index) >>> 0, 0)
}

describe('nearestIndices', () => {
  it.each(fixture.cases)(
    `takes the pixels that Pillow ${fixture.pillow} takes (from %i, %i pixels to %i)`,
    (start, length, outputs, sum, expected) => {
      const indices = nearestIndices(start, length, outputs)
      expect(indices.reduce((total, index) => total + index, 0)).toBe(sum)
      expect(checksum(indices)).toBe(expected)
    },
  )

  it('rises and stays inside its part of the axis', () => {
    const size = fc.integer({ min: 1, max: 5_000 })
    fc.assert(
      fc.property(fc.nat(5_000), size, size, (start, length, outputs) => {
        const indices = nearestIndices(start, length, outputs)
        expect(indices.every((index, at) => index >= (indices[at - 1] ?? start))).toBe(true)
        expect(indices.at(-1)).toBeLessThan(start + length)
      }),
    )
  })

  it('takes every pixel once where the size stays', () => {
    expect([...nearestIndices(3, 5, 5)]).toEqual([3, 4, 5, 6, 7])
  })
})

describe('resizeNearest', () => {
  it('takes whole pixels of the box', () => {
    const data = Uint8Array.from({ length: 4 * 3 * 3 }, (_, at) => at)
    const image = { data, width: 4, height: 3 }
    const pixels = resizeNearest(image, { left: 1, top: 1, width: 2, height: 2 }, 2, 1)
    expect([...pixels]).toEqual([27, 28, 29, 30, 31, 32])
  })
})
