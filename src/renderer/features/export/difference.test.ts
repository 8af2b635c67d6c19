import { expect, it } from 'vitest'
import { strings } from '../../strings'
import { meaningOf, shownDifference } from './difference'

it('writes small numbers as people write them', () => {
  expect([0, 1.2345e-7, 0.003].map(shownDifference)).toEqual(['0', '1.2e-7', '3.0e-3'])
})

it('tells rounding from what may change an answer', () => {
  const { exact, rounding, noticeable } = strings.exporting
  expect([0, 1.2e-7, 1e-4, 0.003].map(meaningOf)).toEqual([exact, rounding, rounding, noticeable])
})
