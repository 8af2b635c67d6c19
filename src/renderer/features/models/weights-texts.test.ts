import { expect, it } from 'vitest'
import { howFar, shareOf, weightsState } from './weights-texts'
import type { WeightsProgress } from './weights.store'

const progress: WeightsProgress = {
  ...{ phase: 'download', unit: 'bytes', done: 9e6, total: 98e6, rate: 12e6, eta: 7.4 },
}

it('says how much has come, how fast and how long the rest takes', () => {
  expect(howFar(progress)).toBe('9.0 MB of 98 MB · 12 MB/s · 7.4 s left')
  expect(howFar({ ...progress, total: null, rate: null, eta: null })).toBe('9.0 MB')
  expect(howFar(null)).toBe('')
  expect(shareOf(progress)).toBeCloseTo(0.0918)
  expect(shareOf({ ...progress, total: null })).toBeNull()
})

it('tells weights that are good for training alone from whole ones', () => {
  expect(weightsState({ weights: 'installed', hasTop: false })).toBe('Installed, no top')
  expect(weightsState({ weights: 'installed', hasTop: true })).toBe('Installed')
  expect(weightsState({ weights: 'missing', hasTop: false })).toBe('Missing')
})
