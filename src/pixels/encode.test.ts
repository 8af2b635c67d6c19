import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodePixels } from './decode'
import { encodePng } from './encode'

const side = fc.integer({ min: 1, max: 9 })
const image = fc.tuple(side, side).chain(([width, height]) => {
  const length = width * height * 3
  return fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    data: fc.uint8Array({ minLength: length, maxLength: length }),
  })
})

it('loses nothing, and gives the same file for the same pixels', async () => {
  await fc.assert(
    fc.asyncProperty(image, async (pixels) => {
      const file = await encodePng(pixels)
      expect(await decodePixels(file)).toEqual(pixels)
      expect(await encodePng(pixels)).toEqual(file)
    }),
    { numRuns: 50 },
  )
})
