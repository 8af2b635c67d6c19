import { expect, it } from 'vitest'
import type { Run } from '../../../shared/contract/training'
import { ordered } from '../../ui/table-order'
import { columns, valueOf } from './run-order'
import type { Column } from './run-order'

function run(number: number, facts: Partial<Run> = {}): Run {
  return {
    ...{ run: number, status: 'done', reason: null, kind: 'head', model: 'VGG16', head: 'pooled', seed: 1 },
    ...{ best: null, started: null, note: '', starred: false, resumable: false },
    ...facts,
  }
}

const runs = [
  run(1, { best: { epoch: 1, valAccuracy: 0.9 }, started: '2026-01-02T00:00:00.000Z' }),
  run(2, { kind: 'scratch', model: 'scratch', status: 'failed' }),
  run(3, { best: { epoch: 4, valAccuracy: 0.95 }, started: '2026-01-01T00:00:00.000Z' }),
]
const numbers = (column: Column, descending: boolean): number[] =>
  ordered(runs, { column, descending }, valueOf).map((one) => one.run)

it('sorts by every column, runs that know nothing there last', () => {
  for (const column of columns) expect(numbers(column, true).toSorted()).toEqual([1, 2, 3])
  expect(numbers('run', true)).toEqual([3, 2, 1])
  expect(numbers('best', true)).toEqual([3, 1, 2])
  expect(numbers('started', false)).toEqual([3, 1, 2])
  expect(numbers('model', false)).toEqual([2, 1, 3])
})
