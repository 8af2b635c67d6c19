import { expect, it } from 'vitest'
import type { ClassSummary } from '../../../shared/contract/projects'
import { readinessOf } from './readiness'

let id = 0
function classOf(label: string, train: number, val: number, rest: Partial<ClassSummary> = {}): ClassSummary {
  id += 1
  return { id, label, train, val, test: 0, photos: train + val, ...rest }
}

it('counts what there is to learn from and to check', () => {
  const classes = [classOf('cat', 400, 100), classOf('dog', 400, 100)]
  expect(readinessOf({ classes })).toEqual({
    ...{ train: 800, val: 200, classes: 2, unsplit: 0 },
    obstacle: undefined,
  })
})

it('counts labelled photos that are in no part', () => {
  const classes = [classOf('cat', 4, 1, { photos: 8, test: 1 }), classOf('dog', 4, 1)]
  expect(readinessOf({ classes }).unsplit).toBe(2)
})

it('wants two classes with photos', () => {
  const classes = [classOf('cat', 8, 2), classOf('dog', 0, 0)]
  expect(readinessOf({ classes })).toMatchObject({
    classes: 1,
    obstacle: { kind: 'few-classes', classes: ['cat'] },
  })
  expect(readinessOf({ classes: [] }).obstacle).toEqual({ kind: 'few-classes', classes: [] })
})

it.each([
  ['no class is in a part', [classOf('cat', 0, 0, { photos: 5 }), classOf('dog', 0, 0, { photos: 5 })]],
  ['only one class is in a part', [classOf('cat', 4, 1), classOf('dog', 0, 0, { photos: 5 })]],
])('wants a split where %s', (_case, classes) => {
  expect(readinessOf({ classes }).obstacle).toEqual({ kind: 'not-split' })
})

it('names classes that would be checked and never learnt', () => {
  const classes = [classOf('cat', 8, 2), classOf('dog', 8, 2), classOf('fox', 0, 3)]
  expect(readinessOf({ classes }).obstacle).toEqual({ kind: 'nothing-to-learn', classes: ['fox'] })
})

it('does without photos to check, and without a class that nobody split', () => {
  const classes = [classOf('cat', 8, 0), classOf('dog', 8, 0), classOf('fox', 0, 0, { photos: 3 })]
  expect(readinessOf({ classes })).toMatchObject({ val: 0, classes: 2, unsplit: 3, obstacle: undefined })
})
