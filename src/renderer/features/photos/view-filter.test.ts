import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitNames } from '../../../shared/contract/photos'
import {
  aroundClass,
  filterOfQuery,
  leavesBy,
  queryOfFilter,
  showsEverything,
  withoutSuggestions,
} from './view-filter'
import type { ViewFilter } from './view-filter'

const split = fc.option(fc.constantFrom(...splitNames), { nil: undefined })
const suggestions = fc.oneof(
  fc.constant({}),
  fc.record(
    {
      suggestedBy: fc.integer({ min: 1, max: 1e9 }),
      disagrees: fc.constant(true as const),
      order: fc.constantFrom('sure' as const, 'unsure' as const),
    },
    { requiredKeys: ['suggestedBy'] },
  ),
)
const filters = fc
  .record({
    kind: fc.constantFrom('all', 'unlabelled', 'label'),
    label: fc.string({ minLength: 1 }),
    excluded: fc.boolean(),
    split,
    suggestions,
  })
  .map(({ kind, label, excluded, split: part, suggestions: by }): ViewFilter => ({
    ...(kind === 'label' && { label }),
    ...(kind === 'unlabelled' && { unlabelled: true as const }),
    ...(excluded && { excluded: true as const }),
    ...(part && { split: part }),
    ...by,
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
  expect(filterOfQuery({ run: '0', order: 'sure' })).toEqual({})
  expect(filterOfQuery({ disagrees: 'yes', order: 'sure' })).toEqual({})
  expect(filterOfQuery({ run: '3', order: 'added' })).toEqual({ suggestedBy: 3 })
  expect(showsEverything(filterOfQuery({}))).toBe(true)
  expect(showsEverything(filterOfQuery({ run: '3', order: 'sure' }))).toBe(true)
})

it('knows which labels take a photo out of sight', () => {
  expect(leavesBy({}, 'cat')).toBe(false)
  expect(leavesBy({ unlabelled: true }, 'cat')).toBe(true)
  expect(leavesBy({ unlabelled: true }, null)).toBe(false)
  expect(leavesBy({ label: 'cat' }, 'cat')).toBe(false)
  expect(leavesBy({ label: 'cat' }, null)).toBe(true)
  const disagreeing = { suggestedBy: 1, disagrees: true } as const
  expect(leavesBy(disagreeing, 'cat', { label: 'cat', score: 0.9 })).toBe(true)
  expect(leavesBy(disagreeing, 'fox', { label: 'cat', score: 0.9 })).toBe(false)
})

it('keeps the part and the run when another class is looked at', () => {
  const filter = {
    label: 'cat',
    split: 'val',
    suggestedBy: 3,
    disagrees: true,
    order: 'sure',
  } as const
  expect(aroundClass(filter)).toEqual({ split: 'val', suggestedBy: 3, order: 'sure' })
  expect(withoutSuggestions(filter)).toEqual({ label: 'cat', split: 'val' })
})
