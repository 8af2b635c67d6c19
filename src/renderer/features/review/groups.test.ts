import { expect, it } from 'vitest'
import { photo } from '../photos/fixtures/photos-app'
import { allBut, differentLabels, largest, leaks, openGroups } from './groups'

const ids = (photos: readonly { id: number }[]): number[] => photos.map(({ id }) => id)
const one = { ...photo(1), label: 'cat', split: 'train' as const, width: 10, height: 10 }
const two = { ...photo(2), label: 'dog', split: 'val' as const, width: 20, height: 10 }
const out = { ...photo(3), excluded: true, width: 900, height: 900 }

it('is settled once all but one are left out', () => {
  expect(
    openGroups([
      [one, two],
      [one, out],
      [one, { ...two, excluded: true }],
    ]),
  ).toEqual([[one, two]])
})

it('leaves out all but the one that is kept, and not what is out already', () => {
  expect(ids(allBut([one, two, out], two))).toEqual([1])
})

it('takes the one with the most pixels of those that are in for the largest', () => {
  expect(largest([one, two, out])?.id).toBe(2)
  expect(largest([one, { ...one, id: 9 }])?.id).toBe(1)
  expect(largest([])).toBeUndefined()
})

it('tells of labels that differ, and of photos on both sides of the split', () => {
  expect(differentLabels([one, two])).toEqual(['cat', 'dog'])
  expect(differentLabels([one, { ...two, label: null }])).toEqual([])
  expect(leaks([one, two])).toBe(true)
  expect(leaks([one, { ...two, split: 'train' }])).toBe(false)
  expect(leaks([one, { ...two, excluded: true }])).toBe(false)
})
