// @ts-check
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { inTurns, median, rowOf } from './figures.mjs'

it('takes the middle, or the mean of the two in the middle', () => {
  expect(median([5, 1, 9])).toBe(5)
  expect(median([4, 1, 2, 9])).toBe(3)
  expect(median([])).toBeNaN()
})

it('does not mind the order, and lets one wild number pass', () => {
  const numbers = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 3 })
  fc.assert(
    fc.property(numbers, (some) => {
      expect(median([...some].reverse())).toBe(median(some))
      expect(median([...some, 1e12])).toBeLessThanOrEqual(1000)
    }),
  )
})

it('compares turn by turn, so that a slow turn slows down nobody alone', () => {
  const samples = { headstart: [10, 100, 10], keras: [50, 500, 50], onnx: [5, 50, 5] }
  const row = rowOf({ part: 'warm', name: 'one photo', unit: 'ms', samples })
  expect(row.ratios).toEqual({ keras: 5, onnx: 0.5 })
  expect(row.medians).toEqual({ headstart: 10, keras: 50, onnx: 5 })
})

it('counts more photos a second as better, and has no ratio to who was not measured', () => {
  const row = rowOf({
    part: 'batch',
    name: 'b',
    unit: 'photos/s',
    samples: { headstart: [200], keras: [100] },
  })
  expect(row.ratios).toEqual({ keras: 2 })
})

it('lets each begin in turn, and each measure as often', async () => {
  /** @type {string[]} */
  const order = []
  const samples = await inTurns(3, ['a', 'b', 'c'], async (name, turn) => {
    order.push(name)
    return turn
  })
  expect(order.join('')).toBe('abcbcacab')
  expect(samples).toEqual({ a: [0, 1, 2], b: [0, 1, 2], c: [0, 1, 2] })
})
