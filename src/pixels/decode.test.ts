import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodePixels } from './decode'
import { largestDifference, ramps, rgb } from './fixtures/pictures'

async function firstPixel(photo: Buffer): Promise<number[]> {
  const { data, width, height } = await decodePixels(photo)
  expect(data.length).toBe(width * height * 3)
  return [...data.subarray(0, 3)]
}

function plain(channels: 1 | 2 | 3 | 4, values: number[], side = 8) {
  const data = Uint8Array.from({ length: side * side * channels }, (_, at) => values[at % channels] ?? 0)
  return sharp(data, { raw: { width: side, height: side, channels } })
}

/** Raw 16-bit pixels as a 16-bit PNG. */
async function png16(channels: 1 | 3 | 4, values: number[]): Promise<Buffer> {
  const data = Uint16Array.from({ length: 64 * channels }, (_, at) => values[at % channels] ?? 0)
  const png = await sharp(data, { raw: { width: 8, height: 8, channels } })
    .toColourspace(channels === 1 ? 'grey16' : 'rgb16')
    .png()
    .toBuffer()
  expect((await sharp(png).metadata()).depth).toBe('ushort')
  return png
}

describe('decodePixels', () => {
  it('gives back the pixels of an RGB PNG', async () => {
    const pixels = ramps(7, 5)
    expect(await decodePixels(await rgb(pixels, 7, 5).toBuffer())).toEqual({
      data: pixels,
      width: 7,
      height: 5,
    })
  })

  it.each([
    ['greyscale PNG', plain(1, [200]).toColourspace('b-w').png(), [200, 200, 200]],
    ['palette PNG', plain(3, [10, 200, 30]).png({ palette: true }), [10, 200, 30]],
    ['GIF', plain(3, [10, 200, 30]).gif(), [10, 200, 30]],
    ['lossless WebP', plain(3, [10, 200, 30]).webp({ lossless: true }), [10, 200, 30]],
    ['TIFF', plain(3, [10, 200, 30]).tiff({ compression: 'lzw' }), [10, 200, 30]],
    ['transparent PNG', plain(4, [10, 200, 30, 0]).png(), [255, 255, 255]],
    ['opaque PNG with alpha', plain(4, [10, 200, 30, 255]).png(), [10, 200, 30]],
    ['greyscale PNG with alpha', plain(2, [0, 0]).toColourspace('b-w').png(), [255, 255, 255]],
  ])('reads a %s as RGB', async (_, photo, expected) => {
    expect(await firstPixel(await photo.toBuffer())).toEqual(expected)
  })

  it('lays alpha over white', async () => {
    const [red = 0] = await firstPixel(await plain(4, [0, 0, 0, 128]).png().toBuffer())
    expect(Math.abs(red - 127)).toBeLessThanOrEqual(1)
  })

  it.each([
    ['RGB', 3, [10 * 257, 200 * 257, 30 * 257], [10, 200, 30]],
    ['greyscale', 1, [200 * 257], [200, 200, 200]],
    ['transparent', 4, [0, 0, 0, 0], [255, 255, 255]],
  ] as const)('brings 16 bits to 8 (%s)', async (_, channels, values, expected) => {
    expect(await firstPixel(await png16(channels, [...values]))).toEqual(expected)
  })

  it.each([
    ['greyscale JPEG', plain(1, [200]).toColourspace('b-w').jpeg(), [200, 200, 200]],
    ['JPEG', plain(3, [10, 200, 30]).jpeg({ chromaSubsampling: '4:4:4' }), [10, 200, 30]],
    ['AVIF', plain(3, [10, 200, 30], 16).avif({ quality: 95, effort: 0 }), [10, 200, 30]],
  ])('reads a %s as RGB within what the format loses', async (_, photo, expected) => {
    const found = await firstPixel(await photo.toBuffer())
    expect(largestDifference(Uint8Array.from(found), Uint8Array.from(expected))).toBeLessThanOrEqual(4)
  })

  it('converts CMYK to sRGB', async () => {
    const cmyk = await plain(3, [200, 60, 60]).toColourspace('cmyk').jpeg().toBuffer()
    expect(await sharp(cmyk).metadata()).toMatchObject({ channels: 4, space: 'cmyk' })
    const found = await firstPixel(cmyk)
    expect(found).toHaveLength(3)
    expect(largestDifference(Uint8Array.from(found), Uint8Array.from([200, 60, 60]))).toBeLessThan(25)
  })

  it('converts an embedded profile to sRGB', async () => {
    const wide = await plain(3, [200, 60, 60]).withIccProfile('p3').png().toBuffer()
    const stored = [...(await sharp(wide, { ignoreIcc: true }).raw().toBuffer()).subarray(0, 3)]
    const found = await firstPixel(wide)
    expect(stored).not.toEqual([200, 60, 60])
    expect(largestDifference(Uint8Array.from(found), Uint8Array.from([200, 60, 60]))).toBeLessThanOrEqual(3)
  })

  it('takes the first frame of an animation', async () => {
    const frames = [plain(3, [250, 0, 0]), plain(3, [0, 0, 250])].map((frame) => frame.png().toBuffer())
    const gif = await sharp(await Promise.all(frames), { join: { animated: true } })
      .gif()
      .toBuffer()
    expect((await sharp(gif).metadata()).pages).toBe(2)
    expect(await decodePixels(gif)).toMatchObject({ width: 8, height: 8 })
    expect(await firstPixel(gif)).toEqual([250, 0, 0])
  })

  // For each EXIF orientation: which stored pixel (column, row) is shown at (x, y); stored 3 wide, 2 high.
  const [lastColumn, lastRow] = [2, 1]
  const stored: Record<number, (x: number, y: number) => [number, number]> = {
    1: (x, y) => [x, y],
    2: (x, y) => [lastColumn - x, y],
    3: (x, y) => [lastColumn - x, lastRow - y],
    4: (x, y) => [x, lastRow - y],
    5: (x, y) => [y, x],
    6: (x, y) => [y, lastRow - x],
    7: (x, y) => [lastColumn - y, lastRow - x],
    8: (x, y) => [lastColumn - y, x],
  }

  it.each(Object.entries(stored))('applies EXIF orientation %s', async (orientation, source) => {
    const pixels = ramps(3, 2)
    const photo = await rgb(pixels, 3, 2)
      .withMetadata({ orientation: Number(orientation) })
      .toBuffer()
    const { data, width, height } = await decodePixels(photo)
    expect([width, height]).toEqual(Number(orientation) >= 5 ? [2, 3] : [3, 2])
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [column, row] = source(x, y)
        const [at, from] = [(y * width + x) * 3, (row * 3 + column) * 3]
        expect([...data.subarray(at, at + 3)]).toEqual([...pixels.subarray(from, from + 3)])
      }
    }
  })
})
