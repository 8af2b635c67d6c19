import { expect, it } from 'vitest'
import type { Run } from '../../../shared/contract/training'
import { models } from '../../../shared/models'
import type { ModelFacts } from '../../../shared/models'
import { finishedRuns } from '../../stores/runs'
import { answering, bundledNetwork, networkChoices, networkFor } from './networks'

function run(number: number, status: Run['status'], valAccuracy: number | null = null): Run {
  const best = { epoch: 1, valAccuracy }
  return {
    ...{ run: number, status, reason: null, model: 'EfficientNet-Lite0', head: 'pooled' },
    ...{ seed: 1, best, started: null, kind: 'head', note: '', starred: false, resumable: false },
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

it('offers the networks whose weights are here and have a top, and takes the one that the address names', () => {
  const [shipped, vgg, dense] = (['bundled', 'installed', 'missing'] as const).map((weights, index) => ({
    ...(models[3 * index] as ModelFacts),
    ...{ weights, bytes: 1, hasTop: true, source: null, note: null },
  }))
  if (!shipped || !vgg || !dense) throw new Error('There are too few networks.')
  const rows = answering([shipped, vgg, dense, { ...vgg, id: 'VGG16', hasTop: false }])
  expect(rows).toEqual([shipped, vgg])
  expect(networkChoices([], rows).map(({ key }) => key)).toEqual([shipped.id, vgg.id])
  expect(networkFor({ model: vgg.id }, [], rows)).toEqual({ kind: 'pretrained', id: vgg.id })
  expect(networkFor({ model: dense.id }, [], rows)).toEqual(bundledNetwork)
  expect(networkFor({ run: '3', model: vgg.id }, [run(3, 'done')], rows)).toEqual({ kind: 'run', run: 3 })
})

it('takes the run that the address names', () => {
  expect(networkFor({ run: '3' }, [run(3, 'done')])).toEqual({ kind: 'run', run: 3 })
})

it('takes it at its word until the runs are known', () => {
  expect(networkFor({ run: '3' }, undefined)).toEqual({ kind: 'run', run: 3 })
})

it.each([undefined, null, '', '0', '-1', '1.5', 'three', ['1', '2'], '4'])(
  'answers %j with what ships',
  (asked) => {
    expect(networkFor({ run: asked }, [run(1, 'done'), run(3, 'done')])).toEqual(bundledNetwork)
  },
)
