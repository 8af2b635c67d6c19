import { expect, it } from 'vitest'
import { classColour } from './class-colours'

it("begins with Okabe and Ito's orange and sky blue", () => {
  expect([classColour(0), classColour(1)]).toEqual(['#e69f00', '#56b4e9'])
})

it('gives each of a hundred classes a colour of its own', () => {
  expect(new Set(Array.from({ length: 100 }, (_, index) => classColour(index))).size).toBe(100)
})

it('spreads the hues after the eighth', () => {
  const hues = Array.from({ length: 12 }, (_, index) => Number(/\((\d+)/.exec(classColour(8 + index))?.[1]))
  const sorted = hues.toSorted((one, other) => one - other)
  const gaps = sorted.map((hue, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + 360) - hue)
  expect(Math.min(...gaps)).toBeGreaterThan(10)
})
