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

it('tells the accuracy of each way to train, after its last epoch and after its best', () => {
  const trained = [
    { seed: 2, by: 'headstart', valAccuracies: [0.99, 0.97] },
    { seed: 1, by: 'headstart', valAccuracies: [0.5, 0.95] },
    { seed: 1, by: 'keras', valAccuracies: [0.9] },
  ]
  expect(accuracyLines(trained).slice(1)).toEqual([
    'Right on the validation photos, seeds 1 to 2 on average:',
    '',
    '- headstart: 96.0 % after the last epoch, 97.0 % after the best',
    '- keras: 90.0 % after the last epoch, 90.0 % after the best',
  ])
  expect(accuracyLines([])).toEqual([])
})
