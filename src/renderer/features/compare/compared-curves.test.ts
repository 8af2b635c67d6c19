import { expect, it } from 'vitest'
import type { Epoch, RunDetail } from '../../../shared/contract/training'
import { chartStyle as style } from '../../ui/fixtures/chart-style'
import { comparedOption, comparedSummary } from './compared-curves'

function run(number: number, accuracies: readonly (number | null)[]): Pick<RunDetail, 'run' | 'epochs'> {
  const epochs = accuracies.map((valAccuracy, index): Epoch => ({
    ...{ epoch: index + 1, loss: 1, accuracy: 0.5, valLoss: valAccuracy && 1 - valAccuracy, valAccuracy },
    ...{ seconds: 1, phase: 'train' },
  }))
  return { run: number, epochs }
}

const runs = [run(1, [0.8, 0.9]), run(2, [0.7, null, 0.95])]
const seriesOf = (referenced: boolean) =>
  comparedOption('accuracy', runs, style, referenced).series as { name: string; data: unknown[] }[]

it('draws a line a run over as many epochs as the longest has, with gaps where nothing was validated', () => {
  expect(seriesOf(false).map(({ name, data }) => [name, data])).toEqual([
    ['Run 1', [[1, 0.8], [2, 0.9]]],
    ['Run 2', [[1, 0.7], [2, null], [3, 0.95]]],
  ]) // prettier-ignore
  expect(comparedOption('loss', runs, style, true).xAxis).toMatchObject({ max: 3 })
})

it('draws the line at 99 % when it is wished, and only over accuracies', () => {
  expect(seriesOf(true).at(-1)).toMatchObject({ name: '99 %', data: [[1, 0.99], [3, 0.99]] }) // prettier-ignore
  expect(comparedOption('loss', runs, style, true).series).toHaveLength(2)
})

it('says in words where each run stands', () => {
  expect(comparedSummary('accuracy', runs)).toBe(
    'Accuracy on validation. Run 1 after 2 epochs: 90.0 %; Run 2 after 3 epochs: 95.0 %.',
  )
  expect(comparedSummary('accuracy', [run(3, [null])])).toMatch(/None of these runs/)
})
