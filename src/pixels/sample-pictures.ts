import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import sharp from 'sharp'

/** What the sample's pictures show, each a class of its own. */
export const sampleShapes = ['circle', 'square', 'triangle'] as const
export type SampleShape = (typeof sampleShapes)[number]

/** Width and height in pixels. */
const SIDE = 128

/** Whole numbers from the least to the most, both included. */
type Draw = (least: number, most: number) => number

/**
 * A picture of one shape: its colour, place, size and turn, and the ground with its grain, are drawn from the seed. The
 * same shape and seed give the same picture.
 * @param seed whole, 32 bits
 * @returns a PNG file, 128 × 128
 */
export async function drawSample(shape: SampleShape, seed: number): Promise<Buffer> {
  const draw = drawFrom(seed)
  const drawing = Buffer.from(drawingOf(shape, draw))
  const pixels = await sharp(drawing).flatten().toColourspace('srgb').raw().toBuffer()
  addGrain(pixels, draw)
  return sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer()
}

/** Neighbouring seeds begin with draws that are alike, which would give each class a colour of its own to be told by. */
const alikeDraws = 64

function drawFrom(seed: number): Draw {
  const generator = xoroshiro128plus(seed)
  for (let count = 0; count < alikeDraws; count += 1) generator.next()
  return (least, most) => uniformInt(generator, least, most)
}

/** The picture without its grain, as SVG. */
function drawingOf(shape: SampleShape, draw: Draw): string {
  const groundHue = draw(0, 359)
  // At least a sixth of the circle of colours away from the ground, and lighter or darker than it.
  const hue = groundHue + draw(60, 300)
  const isLight = draw(0, 1) === 1
  const groundLightness = isLight ? draw(70, 92) : draw(10, 32)
  const lightness = isLight ? draw(25, 50) : draw(50, 75)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">
    <linearGradient id="ground" gradientTransform="rotate(${draw(0, 90)})">
      <stop offset="0" stop-color="${colour(groundHue, draw(15, 60), groundLightness)}"/>
      <stop offset="1" stop-color="${colour(groundHue + draw(-30, 30), draw(15, 60), groundLightness + draw(-8, 8))}"/>
    </linearGradient>
    <rect width="${SIDE}" height="${SIDE}" fill="url(#ground)"/>
    <g fill="${colour(hue, draw(45, 90), lightness)}">${placed(shape, draw)}</g>
  </svg>`
}

/** The shape wholly inside the picture, turned by up to 20 degrees either way. */
function placed(shape: SampleShape, draw: Draw): string {
  const radius = draw(22, 44)
  const [x, y] = [draw(radius + 4, SIDE - radius - 4), draw(radius + 4, SIDE - radius - 4)]
  const place = `translate(${x} ${y}) rotate(${draw(-20, 20)}) scale(${radius / 100})`
  return `<g transform="${place}">${outlines[shape]}</g>`
}

/** Around the origin, at most 100 away from it. */
const outlines: Readonly<Record<SampleShape, string>> = {
  circle: '<circle r="92"/>',
  square: '<rect x="-70" y="-70" width="140" height="140"/>',
  triangle: '<polygon points="0,-100 87,50 -87,50"/>',
}

/** Librsvg knows `hsl` from CSS; hue in degrees, saturation and lightness in percent. */
function colour(hue: number, saturation: number, lightness: number): string {
  const clamped = Math.min(95, Math.max(5, lightness))
  return `hsl(${(hue + 360) % 360}, ${saturation}%, ${clamped}%)`
}

/** Grey grain, stronger in some pictures than in others. */
function addGrain(pixels: Buffer, draw: Draw): void {
  const strength = draw(2, 14)
  for (let at = 0; at < pixels.length; at += 3) {
    const grain = draw(-strength, strength)
    for (let channel = at; channel < at + 3; channel++) {
      pixels[channel] = Math.min(255, Math.max(0, (pixels[channel] ?? 0) + grain))
    }
  }
}
