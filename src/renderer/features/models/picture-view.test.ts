import fc from 'fast-check'
import { expect, it } from 'vitest'
import { centredOn, firstView, fitted, keeping, zoomed } from './picture-view'

const pane = { width: 800, height: 600 }

it('shows a small picture whole and as large as it is, a large one whole and smaller', () => {
  expect(fitted({ width: 400, height: 300 }, pane)).toEqual({ scale: 1, x: 200, y: 150 })
  expect(fitted({ width: 400, height: 1200 }, pane)).toEqual({ scale: 0.5, x: 300, y: 0 })
})

it('begins at the top of a picture that would not be legible as a whole', () => {
  expect(firstView({ width: 400, height: 800 }, pane).scale).toBe(0.75)
  expect(firstView({ width: 400, height: 9000 }, pane)).toEqual({ scale: 1, x: 200, y: 0 })
  expect(firstView({ width: 8000, height: 9000 }, pane).scale).toBe(0.7)
})

const views = fc.record({
  x: fc.integer({ min: -900, max: 900 }),
  y: fc.integer({ min: -900, max: 900 }),
  scale: fc.constantFrom(0.1, 0.5, 1, 2),
})

it('keeps the point under the pointer while it zooms', () => {
  fc.assert(
    fc.property(views, fc.constantFrom(0.001, 0.5, 1.1, 900), fc.nat(800), (view, factor, at) => {
      const after = zoomed(view, factor, { x: at, y: at })
      const pointed = (at - view.x) / view.scale
      expect(after.scale * pointed + after.x).toBeCloseTo(at, 6)
      expect(after.scale).toBeGreaterThanOrEqual(0.02)
      expect(after.scale).toBeLessThanOrEqual(4)
    }),
  )
})

it('keeps a block in its place when the picture around it changes', () => {
  const [before, after] = [
    { x: 100, y: 200, width: 100, height: 44 },
    { x: 300, y: 250, width: 500, height: 900 },
  ]
  const view = keeping({ x: 7, y: 9, scale: 0.5 }, before, after)
  expect(view.scale * 550 + view.x).toBe(0.5 * 150 + 7)
  expect(view.scale * 250 + view.y).toBe(0.5 * 200 + 9)
})

it('brings a node into the middle, legible', () => {
  const box = { x: 1000, y: 2000, width: 100, height: 40 }
  expect(centredOn({ x: 0, y: 0, scale: 0.1 }, box, pane)).toMatchObject({
    scale: 0.7,
    x: 800 / 2 - 0.7 * 1050,
  })
})
