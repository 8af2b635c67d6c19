// @ts-check
import { expect, it } from 'vitest'
import { accuracyLines } from './accuracy.mjs'
import { rowOf } from './figures.mjs'
import { table, threeDigits } from './table.mjs'

it('lines up medians and ratios, and leaves out who was not measured', () => {
  const rows = [
    rowOf({
      part: 'warm',
      name: 'one photo',
      unit: 'ms',
      samples: { headstart: [9.25], keras: [70.3], onnx: [5] },
    }),
    rowOf({ part: 'recipe', name: 'recipe', unit: 's', samples: { headstart: [12], keras: [150] } }),
  ]
  expect(table(rows).split('\n')).toEqual([
    '|           | Headstart | Keras 3 | ONNX Runtime | against Keras | against ONNX |',
    '| --------- | --------: | ------: | -----------: | ------------: | -----------: |',
    '| one photo |   9.25 ms | 70.3 ms |      5.00 ms |         7.60× |        0.54× |',
    '| recipe    |    12.0 s |   150 s |            – |         12.5× |            – |',
  ])
})

it.each([
  [0.01234, '0.012'],
  [0.5, '0.500'],
  [9.876, '9.88'],
  [1234.5, '1235'],
  [NaN, '–'],
])('writes %d as %s', (value, text) => expect(threeDigits(value)).toBe(text))

it('tells accuracies seed by seed, whatever order they were trained in', () => {
  const trained = [
    { seed: 2, by: 'headstart', valAccuracies: [0.5, 0.97] },
    { seed: 1, by: 'headstart', valAccuracies: [0.5, 0.95] },
  ]
  expect(accuracyLines(trained).at(-1)).toBe('headstart: 95.0 %, 97.0 %; 96.0 % on average')
  expect(accuracyLines([])).toEqual([])
})
