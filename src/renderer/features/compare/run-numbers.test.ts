import { expect, it } from 'vitest'
import { runNumbers } from './useComparedRuns'

it('reads the runs out of an address, each once and eight at most', () => {
  expect(runNumbers('3,1,3')).toEqual([3, 1])
  expect(runNumbers('1,2,3,4,5,6,7,8,9')).toHaveLength(8)
})

it('takes nothing else for a run', () => {
  for (const query of [undefined, '', 'cat', '-1,0,1.5,1e99', ['x', 'y'], null])
    expect(runNumbers(query)).toEqual([])
})
