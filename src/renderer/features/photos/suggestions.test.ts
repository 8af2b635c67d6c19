import { expect, it } from 'vitest'
import { acceptable } from './suggestions'

const cat = { label: 'cat', score: 0.9 }

it('offers what the photo does not have yet', () => {
  expect(acceptable({ label: null, suggestion: cat })).toBe('cat')
  expect(acceptable({ label: 'dog', suggestion: cat })).toBe('cat')
  expect(acceptable({ label: 'cat', suggestion: cat })).toBeUndefined()
  expect(acceptable({ label: 'cat', suggestion: null })).toBeUndefined()
})
