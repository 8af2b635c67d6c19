import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateScores } from './evaluation'
import type { ScoredPhoto } from './evaluation'

function photo(label: number, scores: number[], path = `${label}.jpg`, id = 1): ScoredPhoto {
  return { id, path, label, scores }
}

const scoredPhotos = fc.integer({ min: 2, max: 6 }).chain((classes) =>
  fc.record({
    classes: fc.constant(Array.from({ length: classes }, (_, index) => `class ${index}`)),
    rows: fc.array(
      fc.record({
        id: fc.integer({ min: 1 }),
        path: fc.string(),
        label: fc.nat(classes - 1),
        scores: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
          minLength: classes,
          maxLength: classes,
        }),
      }),
      { minLength: 1, maxLength: 60 },
    ),
  }),
)

describe('evaluateScores', () => {
  it('measures a known case', () => {
    const rows = [
      photo(0, [0.9, 0.1, 0]),
      photo(0, [0.2, 0.8, 0], '0.jpg', 7),
      photo(1, [0.3, 0.7, 0]),
      photo(1, [0, 1, 0]),
    ]
    expect(evaluateScores(['cat', 'dog', 'owl'], rows)).toMatchObject({
      photos: 4,
      accuracy: 0.75,
      confusion: [
        [1, 1, 0],
        [0, 2, 0],
        [0, 0, 0],
      ],
      classes: [
        { label: 'cat', precision: 1, recall: 0.5, f1: 2 / 3, support: 2 },
        { label: 'dog', precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
        { label: 'owl', precision: null, recall: null, f1: null, support: 0 },
      ],
      worst: [{ id: 7, path: '0.jpg', label: 'cat', predicted: 'dog', score: 0.8 }],
    })
  })

  it('shows the ten most confident mistakes', () => {
    const rows = Array.from({ length: 14 }, (_, index) => photo(0, [0, 0.5 + index / 100], `${index}.jpg`))
    const { worst } = evaluateScores(['cat', 'dog'], rows)
    expect(worst.map(({ path }) => path)).toEqual(
      [13, 12, 11, 10, 9, 8, 7, 6, 5, 4].map((index) => `${index}.jpg`),
    )
  })

  it('counts every photo once, and agrees with itself', () => {
    fc.assert(
      fc.property(scoredPhotos, ({ classes, rows }) => {
        const { accuracy, confusion, classes: measures, interval, worst } = evaluateScores(classes, rows)
        expect(confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(rows.length)
        const right = confusion.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
        expect(accuracy).toBe(right / rows.length)
        expect(interval[0]).toBeLessThanOrEqual(accuracy)
        expect(interval[1]).toBeGreaterThanOrEqual(accuracy)
        expect(measures.reduce((sum, { support }) => sum + support, 0)).toBe(rows.length)
        expect(worst.length).toBe(Math.min(10, rows.length - right))
        for (const { precision, recall, f1 } of measures) {
          if (precision !== null && recall !== null && precision + recall > 0) {
            expect(f1).toBeCloseTo((2 * precision * recall) / (precision + recall))
          }
        }
      }),
    )
  })

  it('refuses no photos, and labels or scores that do not fit', () => {
    expect(() => evaluateScores(['a', 'b'], [])).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(() => evaluateScores(['a', 'b'], [photo(2, [0, 1])])).toThrow(
      expect.objectContaining({ code: 'internal' }),
    )
    expect(() => evaluateScores(['a', 'b'], [photo(0, [1])])).toThrow(
      expect.objectContaining({ code: 'internal' }),
    )
  })
})
