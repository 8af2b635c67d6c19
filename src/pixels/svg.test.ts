import { expect, it } from 'vitest'
import sharp from 'sharp'
import { drawSvg } from './svg'

function circle(width: number, height: number): (scale: number) => string {
  return (scale) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}">` +
    `<rect width="${width}" height="${height}" fill="#fff"/><circle cx="20" cy="20" r="10"/></svg>`
}

it('draws an SVG twice as fine as it is', async () => {
  const png = await drawSvg(circle(60, 40), { width: 60, height: 40 })
  const { data, info } = await sharp(png).greyscale().raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([120, 80])
  expect([data[0], data[40 * info.width * info.channels + 40 * info.channels]]).toEqual([255, 0])
})

it('draws a long one no longer than can be drawn', async () => {
  const png = await drawSvg(circle(40, 40_000), { width: 40, height: 40_000 })
  expect(await sharp(png).metadata()).toMatchObject({ width: 16, height: 16_000 })
})
