// @ts-check
import { expect, it } from 'vitest'
import { total } from './total.mjs'

const skip = { name: 'a test', reason: 'no camera' }

it('adds up suites in the form that the last line has', () => {
  const suites = [
    { passed: 100, failed: 0, skipped: [skip] },
    { passed: 23, failed: 0, skipped: [skip] },
  ]
  expect(total(suites)).toBe('123 passed, 0 failed, 2 skipped')
})

it('counts failures', () => {
  expect(total([{ passed: 1, failed: 2, skipped: [] }])).toBe('1 passed, 2 failed, 0 skipped')
})

it('is zero without suites', () => {
  expect(total([])).toBe('0 passed, 0 failed, 0 skipped')
})
