import sharp from 'sharp'
import { expect, it } from 'vitest'
import { drawSample, sampleShapes } from './sample-pictures'

it('draws the same picture for the same shape and seed, and another for another', async () => {
  const [one, again, other] = await Promise.all([1, 1, 2].map((seed) => drawSample('circle', seed)))
  expect(one?.equals(again ?? Buffer.alloc(0))).toBe(true)
  expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false)
})

it('gives no shape a colour of its own to be told by', async () => {
  const means = await Promise.all(
    [1, 41, 81].map(async (first) => {
      const pictures = Array.from({ length: 40 }, (_, index) => drawSample('circle', first + index))
      const stats = await Promise.all((await Promise.all(pictures)).map((picture) => sharp(picture).stats()))
      return [0, 1, 2].map((channel) => mean(stats.map(({ channels }) => channels[channel]?.mean ?? 0)))
    }),
  )
  for (const channel of [0, 1, 2]) {
    const values = means.map((colour) => colour[channel] ?? 0)
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(30)
  }
})

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

it.each(sampleShapes)('draws a %s that stands out from its ground', async (shape) => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const picture = await drawSample(shape, seed)
    expect(await sharp(picture).metadata()).toMatchObject({
      format: 'png',
      width: 128,
      height: 128,
      channels: 3,
    })
    const { channels } = await sharp(picture).blur(2).stats()
    expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(12)
  }
})
