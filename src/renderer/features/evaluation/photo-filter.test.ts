import { describe, expect, it } from 'vitest'
import { filterOf, filterText, photosOf } from './photo-filter'
import type { PhotoFilter } from './photo-filter'

const filters: PhotoFilter[] = [
  {},
  { label: 'cat', predicted: 'dog' },
  { label: 'cat & co' },
  { from: 0.5, to: 0.6 },
  { right: false },
  { right: true, from: 0 },
]

describe('the address of photos', () => {
  it.each(filters)('carries %o there and back', (filter) => {
    const address = photosOf({ run: 3, split: 'test' }, filter) as { query: Record<string, string> }
    expect(filterOf(address.query)).toEqual({ split: 'test', filter })
  })

  it('is read without what makes no sense', () => {
    expect(filterOf({ split: 'all', from: 'x', to: '7', right: 'maybe', label: '' })).toEqual({
      split: 'val',
      filter: {},
    })
  })
})

it('says in words which photos are shown', () => {
  expect(filters.map(filterText)).toEqual([
    'all answers',
    'labelled cat, taken for dog',
    'labelled cat & co',
    '50 % to 60 % sure',
    'mistakes',
    '0 % to 100 % sure, right answers',
  ])
})
