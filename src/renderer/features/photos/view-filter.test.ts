import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitNames } from '../../../shared/contract/photos'
import { filterOfQuery, leavesBy, queryOfFilter, showsEverything } from './view-filter'
import type { ViewFilter } from './view-filter'

const split = fc.option(fc.constantFrom(...splitNames), { nil: undefined })
const filters = fc
  .record({ kind: fc.constantFrom('all', 'unlabelled', 'label'), label: fc.string({ minLength: 1 }), split })
  .map(({ kind, label, split: part }): ViewFilter => ({
    ...(kind === 'label' && { label }),
    ...(kind === 'unlabelled' && { unlabelled: true as const }),
    ...(part && { split: part }),
  }))

it('comes back from the address as it went in', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(filterOfQuery(queryOfFilter(filter))).toEqual(filter)
    }),
  )
})

it('makes sense of any address', () => {
  expect(filterOfQuery({ label: 'cat', unlabelled: 'yes', split: 'other' })).toEqual({ label: 'cat' })
  expect(filterOfQuery({ label: ['cat', 'dog'], import: null })).toEqual({})
  expect(showsEverything(filterOfQuery({}))).toBe(true)
})

it('knows which labels take a photo out of sight', () => {
  expect(leavesBy({}, 'cat')).toBe(false)
  expect(leavesBy({ unlabelled: true }, 'cat')).toBe(true)
  expect(leavesBy({ unlabelled: true }, null)).toBe(false)
  expect(leavesBy({ label: 'cat' }, 'cat')).toBe(false)
  expect(leavesBy({ label: 'cat' }, null)).toBe(true)
})
