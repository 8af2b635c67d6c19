import { expect, it } from 'vitest'
import { acceptable, bySuggestion } from './suggestions'

const cat = { label: 'cat', score: 0.9 }

it('offers what the photo does not have yet', () => {
  expect(acceptable({ label: null, suggestion: cat })).toBe('cat')
  expect(acceptable({ label: 'dog', suggestion: cat })).toBe('cat')
  expect(acceptable({ label: 'cat', suggestion: cat })).toBeUndefined()
  expect(acceptable({ label: 'cat', suggestion: null })).toBeUndefined()
})

it('puts photos together that would get the same class', () => {
  const photos = [
    { id: 1, label: null, suggestion: cat },
    { id: 2, label: null, suggestion: { label: 'dog', score: 0.6 } },
    { id: 3, label: 'dog', suggestion: cat },
    { id: 4, label: 'cat', suggestion: cat },
  ]
  expect([...bySuggestion(photos)]).toEqual([
    ['cat', [1, 3]],
    ['dog', [2]],
  ])
})
