import { expect, it } from 'vitest'
import { collector } from '../fixtures/command-line'
import { describeProgress, lineReporter, meter } from './progress'

const progress = { phase: 'features', done: 120, total: 1000, unit: 'photos', rate: 310.4, eta: 2.84 }

it('tells count, rate and time left', () => {
  expect(describeProgress(progress)).toBe('features  120/1,000 photos  310/s  2.8 s left')
})

it('leaves out what is not known', () => {
  expect(describeProgress({ ...progress, total: null, rate: null, eta: null })).toBe('features  120 photos')
})

it('prints a line a phase, and then one every three seconds', () => {
  const { stream, text } = collector()
  let time = 0
  const reporter = lineReporter(stream, () => time)
  for (time = 0; time <= 6500; time += 500)
    reporter.update({ ...progress, done: time, rate: null, eta: null })
  reporter.update({ ...progress, phase: 'training', rate: null, eta: null })
  const counts = text().split('\n')
  expect(counts.slice(0, -1)).toEqual([
    'features  0/1,000 photos',
    'features  3,000/1,000 photos',
    'features  6,000/1,000 photos',
    'training  120/1,000 photos',
  ])
})

it('measures a rate and the time left, once a second has passed', () => {
  let time = 0
  const measured = meter('classify', 'photos', () => time)
  time = 500
  expect(measured(10, 100)).toMatchObject({ rate: null, eta: null })
  time = 2000
  expect(measured(20, 100)).toMatchObject({ rate: 10, eta: 8 })
})
