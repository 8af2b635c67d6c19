import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Augmentation } from '../shared/contract/training'

/** How far a photo may be changed; how many versions there are does not matter here. */
export type Amounts = Omit<Augmentation, 'versions'>

export interface PictureSize {
  readonly height: number
  readonly width: number
}

/** What was drawn for one photo. */
export interface Change {
  readonly flip: boolean
  /** In radians; positive turns the picture clockwise. */
  readonly angle: number
  /** The share of each side that stays, and where it begins, as shares of the side. */
  readonly kept: number
  readonly left: number
  readonly top: number
  /** Added to each value. */
  readonly added: number
  /** By which the distance from 127.5 is multiplied. */
  readonly stretch: number
}

/**
 * A photo changed by chance: mirrored, turned about its middle, a part of it enlarged (one resampling for all three:
 * bilinear, beyond the edge its pixels go on), then its brightness and contrast.
 *
 * @param pixels height × width × 3 bytes (RGB), row by row; they stay as they are
 * @param seed decides everything: the same seed gives the same bytes
 * @returns as many bytes
 */
export function augment(
  pixels: Uint8Array,
  size: PictureSize,
  augmentation: Amounts,
  seed: number,
): Uint8Array {
  const change = drawChange(augmentation, seed)
  const moved = resampled(pixels, size, change)
  recolour(moved, change)
  return moved
}

/** All numbers are drawn whatever the amounts: turning one off leaves the others as they were. */
export function drawChange({ flip, rotate, zoom, brightness, contrast }: Amounts, seed: number): Change {
  const generator = xoroshiro128plus(mixed(seed))
  const share = () => uniformFloat64(generator)
  const eitherWay = () => 2 * share() - 1
  const isFlipped = share() < 0.5
  const angle = (eitherWay() * rotate * Math.PI) / 180
  const cut = share() * zoom
  const [left, top] = [share() * cut, share() * cut]
  const [added, stretch] = [255 * brightness * eitherWay(), 1 + contrast * eitherWay()]
  return { flip: flip && isFlipped, angle, kept: 1 - cut, left, top, added, stretch }
}

/**
 * The generator's first numbers for seeds 1, 2, 3 are nearly the same: so both halves of the seed go through the
 * finalizer of MurmurHash3 (Appleby, `fmix32`), in which every bit decides about every other.
 */
function mixed(seed: number): number {
  const [low, high] = [seed | 0, Math.floor(seed / 2 ** 32) | 0]
  return finalized(low ^ finalized(high ^ 0x9e3779b9))
}

function finalized(bits: number): number {
  let value = bits
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}

/** Each pixel of the result looked up where it comes from: the part that stays, turned back, mirrored back. */
function resampled(pixels: Uint8Array, { height, width }: PictureSize, change: Change): Uint8Array {
  const { flip, angle, kept, left, top } = change
  if (!flip && angle === 0 && kept === 1) return pixels.slice()
  const result = new Uint8Array(pixels.length)
  const [cosine, sine, mirror] = [Math.cos(angle), Math.sin(angle), flip ? -1 : 1]
  const [middleX, middleY] = [width / 2, height / 2]
  let at = 0
  for (let row = 0; row < height; row++) {
    const y = top * height + (row + 0.5) * kept - middleY
    for (let column = 0; column < width; column++) {
      const x = left * width + (column + 0.5) * kept - middleX
      const fromX = within(mirror * (cosine * x + sine * y) + middleX - 0.5, width - 1)
      const fromY = within(cosine * y - sine * x + middleY - 0.5, height - 1)
      blend(pixels, width, height, fromX, fromY, result, at)
      at += 3
    }
  }
  return result
}

/** Numbers one by one and not in an object: this runs for every pixel. */
function blend(
  pixels: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  result: Uint8Array,
  at: number,
): void {
  const [column, row] = [x | 0, y | 0]
  const [acrossShare, downShare] = [x - column, y - row]
  const first = (row * width + column) * 3
  const across = column + 1 < width ? 3 : 0
  const down = row + 1 < height ? width * 3 : 0
  for (let channel = 0; channel < 3; channel++) {
    const corner = first + channel
    const above = pixels[corner] as number
    const below = pixels[corner + down] as number
    const upper = above + ((pixels[corner + across] as number) - above) * acrossShare
    const lower = below + ((pixels[corner + down + across] as number) - below) * acrossShare
    result[at + channel] = (upper + (lower - upper) * downShare + 0.5) | 0
  }
}

function within(value: number, last: number): number {
  if (value <= 0) return 0
  return value >= last ? last : value
}

function recolour(pixels: Uint8Array, { added, stretch }: Change): void {
  if (added === 0 && stretch === 1) return
  // A clamped array rounds to the nearest whole number and keeps to 0 to 255.
  const colours = Uint8ClampedArray.from(
    { length: 256 },
    (_, value) => (value - 127.5) * stretch + 127.5 + added,
  )
  for (let at = 0; at < pixels.length; at++) pixels[at] = colours[pixels[at] as number] as number
}
