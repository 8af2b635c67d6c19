import { expect, it } from 'vitest'
import { nextPlace } from './useArrowKeys'

it('moves up and down and stays at the ends', () => {
  expect(nextPlace('ArrowDown', 0, 3)).toBe(1)
  expect(nextPlace('ArrowDown', 2, 3)).toBe(2)
  expect(nextPlace('ArrowUp', 0, 3)).toBe(0)
  expect(nextPlace('End', 0, 3)).toBe(2)
  expect(nextPlace('Home', 2, 3)).toBe(0)
})

it('leads nowhere by another key or in an empty list', () => {
  expect(nextPlace('a', 1, 3)).toBeUndefined()
  expect(nextPlace('ArrowDown', -1, 0)).toBeUndefined()
})
