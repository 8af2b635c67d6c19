import { expect, it } from 'vitest'
import { railPage } from './pages'

it('counts a run to the page of runs, a network to that of networks, and what is no page to none', () => {
  expect(railPage('run')).toBe('runs')
  expect(railPage('compare')).toBe('runs')
  expect(railPage('model')).toBe('models')
  expect(railPage('export')).toBe('export')
  expect(railPage('start')).toBeUndefined()
  expect(railPage(undefined)).toBeUndefined()
})
