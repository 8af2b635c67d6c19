import { describe, expect, it } from 'vitest'
import { dark, light } from './palette'
import type { Palette } from './palette'

/** Text on what lies below it: 4.5 to 1 at least, as WCAG asks for. */
const pairs: readonly (readonly [keyof Palette, keyof Palette])[] = [
  ['text', 'ground'],
  ['text', 'surface'],
  ['text', 'line'],
  ['text', 'accentSoft'],
  ['muted', 'ground'],
  ['muted', 'surface'],
  ['muted', 'line'],
  ['muted', 'accentSoft'],
  ['accent', 'ground'],
  ['accent', 'surface'],
  ['accentText', 'accent'],
  ['danger', 'ground'],
  ['danger', 'surface'],
]

describe.each(Object.entries({ light, dark }))('in the %s theme', (_, palette) => {
  it.each(pairs)('%s can be read on %s', (text, below) => {
    expect(contrast(palette[text], palette[below])).toBeGreaterThanOrEqual(4.5)
  })
})

function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (brighter + 0.05) / (darker + 0.05)
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
