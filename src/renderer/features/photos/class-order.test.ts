import fc from 'fast-check'
import { expect, it } from 'vitest'
import { moved } from './class-order'

it.each([
  [0, 2, 'bcad'],
  [3, 0, 'dabc'],
  [1, 1, 'abcd'],
  [0, -1, 'abcd'],
  [3, 9, 'abcd'],
  [7, 0, 'abcd'],
])('takes what is at %i to %i', (from, to, order) => {
  expect(moved([...'abcd'], from, to).join('')).toBe(order)
})

it('loses and doubles nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), fc.integer(), fc.integer(), (items, from, to) => {
      expect(moved(items, from, to).toSorted()).toEqual(items.toSorted())
    }),
  )
})
