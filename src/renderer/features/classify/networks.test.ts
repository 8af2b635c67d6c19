import { expect, it } from 'vitest'
import type { Run } from '../../../shared/contract/training'
import { finishedRuns } from '../../stores/finished-runs'
import { bundledNetwork, networkChoices, networkFor } from './networks'

function run(number: number, status: Run['status'], valAccuracy: number | null = null): Run {
  const best = { epoch: 1, valAccuracy }
  return {
    ...{ run: number, status, reason: null, model: 'EfficientNet-Lite0', head: 'pooled' },
    ...{ seed: 1, best, started: null },
  }
}

it('lets the runs answer that have a trained head, the newest first', () => {
  const runs = (['done', 'failed', 'stopped', 'running', 'queued', 'interrupted'] as const).map(
    (status, index) => run(index + 1, status),
  )
  expect(finishedRuns(runs).map((one) => one.run)).toEqual([3, 1])
})

it('offers what ships before the runs, each with its accuracy where it has one', () => {
  const choices = networkChoices([run(3, 'done', 0.985), run(1, 'stopped')])
  expect(choices.map(({ key }) => key)).toEqual(['EfficientNet-Lite0', 'run-3', 'run-1'])
  expect(choices[1]?.label).toContain('98.5 %')
  expect(choices[2]?.label).toBe('Run 1')
})

it('takes the run that the address names', () => {
  expect(networkFor('3', [run(3, 'done')])).toEqual({ kind: 'run', run: 3 })
})

it('takes it at its word until the runs are known', () => {
  expect(networkFor('3', undefined)).toEqual({ kind: 'run', run: 3 })
})

it.each([undefined, null, '', '0', '-1', '1.5', 'three', ['1', '2'], '4'])(
  'answers %j with what ships',
  (asked) => {
    expect(networkFor(asked, [run(1, 'done'), run(3, 'done')])).toEqual(bundledNetwork)
  },
)
