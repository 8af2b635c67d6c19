import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openingBounds, readWindowState, smallestWindow, writeWindowState } from './window-state'
import type { Bounds } from './window-state'

const screenful = { x: 0, y: 0, width: 1920, height: 1040 }
const second = { x: 1920, y: 0, width: 1280, height: 1000 }
const at = (bounds: Bounds) => ({ bounds, maximised: false })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-window-state-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what is kept of a window', () => {
  it('is read as it was written, and nothing else lies beside it', () => {
    const path = join(folder, 'new', 'window.json')
    const state = { bounds: { x: -10, y: 5, width: 900, height: 600 }, maximised: true }
    writeWindowState(path, state)
    expect(readWindowState(path)).toEqual(state)
    expect(readdirSync(join(folder, 'new'))).toEqual(['window.json'])
  })

  it.each([
    '',
    '{',
    'null',
    '{"bounds":{}}',
    '{"bounds":{"x":0,"y":0,"width":-1,"height":1e9},"maximised":false}',
  ])('is nothing where the file says %s', (text) => {
    const path = join(folder, 'broken.json')
    writeFileSync(path, text)
    expect(readWindowState(path)).toBeUndefined()
  })

  it('is nothing at the first start', () => {
    expect(readWindowState(join(folder, 'missing.json'))).toBeUndefined()
  })
})

describe('a window opens', () => {
  it('in the middle at first', () => {
    expect(openingBounds(undefined, [screenful])).toEqual({ width: 1280, height: 800 })
  })

  it('where it was, on any display', () => {
    const bounds = { x: 2000, y: 100, width: 900, height: 700 }
    expect(openingBounds(at(bounds), [screenful, second])).toEqual(bounds)
  })

  it('in the middle, in its size, where its display is gone', () => {
    const bounds = { x: 2000, y: 100, width: 900, height: 700 }
    expect(openingBounds(at(bounds), [screenful])).toEqual({ width: 900, height: 700 })
  })

  it('where its title can be grasped, or in the middle', () => {
    const size = { width: 900, height: 700 }
    expect(openingBounds(at({ x: 1900, y: 0, ...size }), [screenful])).toEqual(size)
    expect(openingBounds(at({ x: 100, y: -50, ...size }), [screenful])).toEqual(size)
    expect(openingBounds(at({ x: -700, y: 0, ...size }), [screenful])).toMatchObject({ x: -700 })
  })

  it('never larger than its display, nor too small to be used', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const side = fc.integer({ min: 1, max: 9000 })
    fc.assert(
      fc.property(fc.record({ x: number, y: number, width: side, height: side }), (bounds) => {
        const { width = 0, height = 0 } = openingBounds(at(bounds), [screenful, second])
        expect(width).toBeGreaterThanOrEqual(smallestWindow.width)
        expect(height).toBeGreaterThanOrEqual(smallestWindow.height)
        expect(width).toBeLessThanOrEqual(screenful.width)
        expect(height).toBeLessThanOrEqual(screenful.height)
      }),
    )
  })
})
