import { expect, it } from 'vitest'
import { railPage } from './pages'

it('counts a run to the page of trainings, and what is no page to none', () => {
  expect(railPage('run')).toBe('train')
  expect(railPage('export')).toBe('export')
  expect(railPage('start')).toBeUndefined()
  expect(railPage(undefined)).toBeUndefined()
})
