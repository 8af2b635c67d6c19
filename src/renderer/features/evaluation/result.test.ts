import { describe, expect, it } from 'vitest'
import type { Evaluation } from '../../../shared/contract/evaluation'
import { wilsonInterval } from '../../../shared/wilson-interval'
import { intervalOf, isAboutOthers, resultSentence } from './result'

function evaluationOf(right: number, photos: number): Evaluation {
  return {
    ...{ run: 1, split: 'val', photos, accuracy: right / photos, interval: wilsonInterval(right, photos) },
    ...{ classes: [], confusion: [], worst: [], skipped: [] },
    ...{ calibration: [], calibrationError: null, curves: null },
  }
}

describe('the sentence', () => {
  it('says how often it was right, on how many, and how sure that is', () => {
    expect(resultSentence(evaluationOf(197, 200), 0.985)).toBe(
      'Right on 98.5 % of 200 photos it had not seen; between 95.7 and 99.5.',
    )
  })

  it('separates thousands, and speaks of one photo as one', () => {
    expect(resultSentence(evaluationOf(1500, 2000), 0.75)).toContain('75.0 % of 2,000 photos it had')
    expect(resultSentence(evaluationOf(1, 1), 1)).toContain('100.0 % of 1 photo it had not seen; between')
  })

  it('does not call photos unseen that are others than then', () => {
    const evaluation = evaluationOf(180, 200)
    expect(isAboutOthers(evaluation, 0.985)).toBe(true)
    expect(resultSentence(evaluation, 0.985)).toMatch(/^Right on 90\.0 % of 200 photos; /)
    expect(isAboutOthers(evaluation, 0.9 + 1e-9)).toBe(false)
  })
})

describe('the interval of an accuracy', () => {
  it('is that of the photos that were right', () => {
    expect(intervalOf(0.985, 200)).toEqual(wilsonInterval(197, 200))
  })

  it('is not told where so many photos cannot give that accuracy', () => {
    expect(intervalOf(0.985, 30)).toBeUndefined()
    expect(intervalOf(1, 0)).toBeUndefined()
  })
})
