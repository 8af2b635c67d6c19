import { expect, it } from 'vitest'
import type { Epoch } from '../../../shared/contract/training'
import { chartStyle as style } from '../../ui/fixtures/chart-style'
import { axisFor, curveOption, curveSummary } from './curve-options'

const epochs: Epoch[] = [
  { epoch: 1, loss: 0.5, accuracy: 0.8, valLoss: 0.4, valAccuracy: 0.9, seconds: 1, phase: 'train' },
  { epoch: 2, loss: 0.25, accuracy: 0.85, valLoss: null, valAccuracy: null, seconds: 1, phase: 'train' },
]

it('draws training thin and validation bold over the epochs, with a gap where none was validated', () => {
  const { series, xAxis } = curveOption('accuracy', epochs, 10, style)
  expect(xAxis).toMatchObject({ min: 1, max: 10 })
  expect(series).toMatchObject([
    {
      data: [
        [1, 0.8],
        [2, 0.85],
      ],
      lineStyle: { color: '#777', width: 1.5 },
    },
    {
      data: [
        [1, 0.9],
        [2, null],
      ],
      lineStyle: { color: '#088', width: 3 },
    },
  ])
})

it('says in words where the curve stands', () => {
  expect(curveSummary('loss', epochs.slice(0, 1))).toBe(
    'Loss over 1 epoch. Last: training 0.500, validation 0.400.',
  )
  expect(curveSummary('accuracy', epochs)).toBe('Accuracy over 2 epochs. Last: training 85.0 %.')
  expect(curveSummary('loss', [])).toBe('Loss. The curve begins with the first epoch.')
})

it.each([
  [0, 10, 10],
  [0, 9000, 20],
  [20, 9000, 20],
  [21, 9000, 40],
  [300, 9000, 320],
  [300, 310, 310],
])('gives %i of %i epochs an axis up to %i', (there, total, length) => {
  expect(axisFor(there, total)).toBe(length)
})
