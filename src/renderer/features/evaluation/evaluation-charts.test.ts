import { expect, it } from 'vitest'
import { chartStyle as style } from '../../ui/fixtures/chart-style'
import { calibrationOption, precisionRecallOption, rocOption } from './evaluation-charts'

const seriesOf = (option: { series?: unknown }) => option.series as { data: unknown[] }[]

it('draws a point a bin that has photos, the larger the more there are', () => {
  const bins = [
    { from: 0, to: 0.5, photos: 0, confidence: null, accuracy: null },
    { from: 0.5, to: 0.9, photos: 4, confidence: 0.8, accuracy: 0.75 },
    { from: 0.9, to: 1, photos: 16, confidence: 0.95, accuracy: 1 },
  ]
  const [, points] = seriesOf(calibrationOption(bins, style))
  expect(points?.data).toEqual([
    { value: [0.8, 0.75], symbolSize: 13, name: '4 photos' },
    { value: [0.95, 1], symbolSize: 26, name: '16 photos' },
  ])
})

it('draws the curves as they come, precision from a recall of nothing on', () => {
  const curves = {
    ...{ positive: 'dog', auc: 0.9, averagePrecision: 0.9 },
    roc: [{ threshold: 1, falsePositiveRate: 0, truePositiveRate: 0.5 }],
    precisionRecall: [{ threshold: 1, recall: 0.5, precision: 1 }],
  }
  expect(seriesOf(rocOption(curves, style))[1]?.data).toEqual([[0, 0.5]])
  expect(seriesOf(precisionRecallOption(curves, style))[0]?.data).toEqual([
    [0, 1],
    [0.5, 1],
  ])
})
