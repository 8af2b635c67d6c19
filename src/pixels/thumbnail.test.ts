import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { noise, ramps, rgb } from './fixtures/pictures'
import { asJpeg, makeThumbnail } from './thumbnail'

/** Red, green and blue at a place of a picture. */
async function colourAt(picture: Buffer, x: number, y: number): Promise<number[]> {
  const pixel = sharp(picture).extract({ left: x, top: y, width: 1, height: 1 })
  return [...(await pixel.raw().toBuffer())]
}

describe('a thumbnail', () => {
  it.each([
    [1000, 500, 320, 160],
    [500, 1000, 160, 320],
    [3000, 4, 320, 1],
    [100, 60, 100, 60],
  ])(
    'of %i × %i is %i × %i: the whole photo, and never larger than it',
    async (width, height, ...expected) => {
      const thumbnail = await makeThumbnail(await rgb(ramps(width, height), width, height).toBuffer())
      const size = await sharp(thumbnail).metadata()
      expect([size.format, size.width, size.height]).toEqual(['webp', ...expected])
    },
  )

  it('shows the edges of the photo at its edges', async () => {
    const thumbnail = await makeThumbnail(await rgb(ramps(900, 600), 900, 600).toBuffer())
    const [left = 0] = await colourAt(thumbnail, 0, 100)
    const [right = 0] = await colourAt(thumbnail, 319, 100)
    expect(left).toBeLessThan(8)
    expect(right).toBeGreaterThan(247)
  })

  it('is turned upright, and white where the photo is transparent', async () => {
    const turned = await noise(400, 200).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const { width, height } = await sharp(await makeThumbnail(turned)).metadata()
    expect([width, height]).toEqual([160, 320])
    const clear = await sharp({ create: { width: 20, height: 20, channels: 4, background: '#0000' } })
      .png()
      .toBuffer()
    expect(await colourAt(await makeThumbnail(clear), 10, 10)).toEqual([255, 255, 255])
  })

  it('is not made of a photo that is cut short', async () => {
    const whole = await noise(400, 400).jpeg().toBuffer()
    await expect(makeThumbnail(whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('cut short') as string,
    })
  })
})

it('shows a TIFF in full as a JPEG', async () => {
  const tiff = await noise(400, 300).tiff().toBuffer()
  expect(await sharp(await asJpeg(tiff)).metadata()).toMatchObject({
    format: 'jpeg',
    width: 400,
    height: 300,
  })
})
