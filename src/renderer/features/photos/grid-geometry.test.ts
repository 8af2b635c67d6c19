import fc from 'fast-check'
import { expect, it } from 'vitest'
import { GAP, allowedCell, gridGeometry, indicesOfRows, moveByKey, rowCount } from './grid-geometry'

const columns = fc.integer({ min: 1, max: 20 })
const photos = fc.integer({ min: 1, max: 100_000 })
const keys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']

it('fills the width with as many cells as fit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 4000 }), fc.integer({ min: 96, max: 320 }), (width, wanted) => {
      const { columns: across, cell } = gridGeometry(width, wanted)
      expect(across * cell + (across - 1) * GAP).toBeCloseTo(width)
      if (across > 1) expect(cell).toBeGreaterThanOrEqual(wanted)
      expect((across + 1) * wanted + across * GAP).toBeGreaterThan(width)
    }),
  )
})

it('keeps one column where not even one cell fits', () => {
  expect(gridGeometry(50, 96)).toEqual({ columns: 1, cell: 50 })
  expect(gridGeometry(0, 96)).toEqual({ columns: 1, cell: 1 })
})

it('has every photo in exactly one row', () => {
  fc.assert(
    fc.property(columns, fc.integer({ min: 1, max: 500 }), (across, count) => {
      const rows = Array.from({ length: rowCount(count, across) }, (_, row) =>
        indicesOfRows(row, row, across, count),
      )
      const seen = rows.flatMap(({ first, last }) =>
        Array.from({ length: last - first + 1 }, (_, offset) => first + offset),
      )
      expect(seen).toEqual(Array.from({ length: count }, (_, index) => index))
    }),
  )
})

it('never leaves the photos, whatever the key', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...keys),
      columns,
      photos,
      fc.nat(),
      fc.integer({ min: 1, max: 9 }),
      (key, across, count, place, rowsOfPage) => {
        const to = moveByKey(key, place % count, { columns: across, photos: count, rowsOfPage })
        expect(to).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThan(count)
      },
    ),
  )
})

it.each([
  ['ArrowDown', 1, 5],
  ['ArrowDown', 6, 9],
  ['ArrowDown', 8, 8],
  ['ArrowUp', 2, 2],
  ['ArrowUp', 6, 2],
  ['PageDown', 1, 9],
  ['PageUp', 7, 3],
  ['Home', 7, 0],
  ['End', 0, 9],
  ['ArrowRight', 9, 9],
])('goes with %s from %i to %i in rows of four with ten photos', (key, from, to) => {
  expect(moveByKey(key, from, { columns: 4, photos: 10, rowsOfPage: 2 })).toBe(to)
})

it('leaves other keys, and an empty grid, alone', () => {
  expect(moveByKey('a', 0, { columns: 4, photos: 10, rowsOfPage: 2 })).toBeUndefined()
  expect(moveByKey('toString', 0, { columns: 4, photos: 10, rowsOfPage: 2 })).toBeUndefined()
  expect(moveByKey('End', 0, { columns: 4, photos: 0, rowsOfPage: 2 })).toBeUndefined()
})

it('keeps cells between 96 and 320 pixels', () => {
  expect([10, 150.4, 900].map(allowedCell)).toEqual([96, 150, 320])
})
