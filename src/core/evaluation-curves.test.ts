import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate } from './evaluation-calibration'
import { MOST_POINTS, thresholdCurves } from './evaluation-curves'
import type { Judged } from './evaluation-curves'

/** Scores of few values, so that there are ties. */
const anyPhotos = fc.array(
  fc.record({ score: fc.integer({ min: 0, max: 20 }).map((step) => step / 20), isPositive: fc.boolean() }),
  { minLength: 1, maxLength: 80 },
)

/** Wins of positive over negative photos, ties counting half, by the share of all pairs. */
function mannWhitney(photos: readonly Judged[]): number {
  const positives = photos.filter(({ isPositive }) => isPositive)
  const negatives = photos.filter(({ isPositive }) => !isPositive)
  let wins = 0
  for (const one of positives) {
    for (const other of negatives) wins += (Math.sign(one.score - other.score) + 1) / 2
  }
  return wins / (positives.length * negatives.length)
}

/** As many photos as wished, scored by chance from a seed, the positive ones higher. */
function manyPhotos(count: number): Judged[] {
  let state = 7
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647
  return Array.from({ length: count }, () => {
    const isPositive = random() < 0.5
    return { isPositive, score: isPositive ? 1 - random() * random() : random() * random() }
  })
}

describe('the curves of two classes', () => {
  it('are those of a known case', () => {
    // The example of scikit-learn's roc_auc_score and average_precision_score.
    const photos = [0.1, 0.4, 0.35, 0.8].map((score, index) => ({ score, isPositive: index > 1 }))
    expect(thresholdCurves('dog', photos)).toMatchObject({
      positive: 'dog',
      roc: [
        { falsePositiveRate: 0, truePositiveRate: 0 },
        { threshold: 0.8, falsePositiveRate: 0, truePositiveRate: 0.5 },
        { threshold: 0.4, falsePositiveRate: 0.5, truePositiveRate: 0.5 },
        { threshold: 0.35, falsePositiveRate: 0.5, truePositiveRate: 1 },
        { threshold: 0.1, falsePositiveRate: 1, truePositiveRate: 1 },
      ],
      auc: 0.75,
      averagePrecision: 0.5 + 1 / 3,
    })
  })

  it('have the area that Mann and Whitney count, and rise from one corner to the other', () => {
    fc.assert(
      fc.property(anyPhotos, (photos) => {
        const { roc, auc } = thresholdCurves('dog', photos)
        const positives = photos.filter(({ isPositive }) => isPositive).length
        if (positives === 0 || positives === photos.length) {
          expect({ roc, auc }).toEqual({ roc: [], auc: null })
          return
        }
        expect(auc).toBeCloseTo(mannWhitney(photos), 12)
        expect(roc[0]).toMatchObject({ falsePositiveRate: 0, truePositiveRate: 0 })
        expect(roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 })
        for (const [index, point] of roc.entries()) {
          const before = roc[index - 1]
          if (!before) continue
          expect(point.threshold).toBeLessThan(before.threshold)
          expect(point.falsePositiveRate).toBeGreaterThanOrEqual(before.falsePositiveRate)
          expect(point.truePositiveRate).toBeGreaterThanOrEqual(before.truePositiveRate)
        }
      }),
    )
  })

  it('end where every photo is taken, with the share of positive ones as precision', () => {
    fc.assert(
      fc.property(anyPhotos, (photos) => {
        const { precisionRecall, averagePrecision } = thresholdCurves('dog', photos)
        const positives = photos.filter(({ isPositive }) => isPositive).length
        if (positives === 0) return void expect(averagePrecision).toBeNull()
        expect(precisionRecall.at(-1)).toMatchObject({ recall: 1, precision: positives / photos.length })
        const areOrdered = photos.every(
          (one) => !one.isPositive || photos.every((other) => other.isPositive || other.score < one.score),
        )
        if (areOrdered) expect(averagePrecision).toBeCloseTo(1, 12)
        expect(averagePrecision).toBeGreaterThan(0)
      }),
    )
  })

  it('are thinned without moving by more than what cannot be seen', () => {
    const photos = manyPhotos(20_000)
    const { roc, precisionRecall, auc } = thresholdCurves('dog', photos)
    for (const curve of [roc, precisionRecall]) {
      expect(curve.length).toBeLessThanOrEqual(MOST_POINTS)
      expect(curve.length).toBeGreaterThan(MOST_POINTS / 2)
    }
    expect(roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 })
    expect(precisionRecall.at(-1)).toMatchObject({ recall: 1 })
    let area = 0
    for (const [index, point] of roc.entries()) {
      const before = roc[index - 1] ?? point
      area +=
        ((point.falsePositiveRate - before.falsePositiveRate) *
          (point.truePositiveRate + before.truePositiveRate)) /
        2
    }
    expect(Math.abs(area - (auc ?? 0))).toBeLessThan(0.001)
  })
})

describe('calibration', () => {
  it('is measured in ten bins, each with its lower edge', () => {
    const answers = [0.3, 0.7, 1, 0.75].map((score, index) => ({ score, isRight: index > 1 }))
    const { calibration, calibrationError } = calibrate(answers)
    expect(calibration.map(({ photos }) => photos)).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 0, 1])
    expect(calibration[7]).toEqual({ from: 0.7, to: 0.8, photos: 2, confidence: 0.725, accuracy: 0.5 })
    expect(calibration[0]).toMatchObject({ photos: 0, confidence: null, accuracy: null })
    expect(calibrationError).toBeCloseTo((0.3 + 0.45 + 0) / 4, 12)
  })

  it('counts every answer once, in the bin that it belongs to', () => {
    const anyAnswers = fc.array(
      fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() }),
    )
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const { calibration, calibrationError } = calibrate(answers)
        for (const { from, to, photos, confidence } of calibration) {
          const own = answers.filter(({ score }) => score >= from && (score < to || to === 1))
          expect(photos).toBe(own.length)
          if (confidence !== null) expect(confidence).toBeGreaterThanOrEqual(from - 1e-9)
        }
        if (answers.length === 0) return void expect(calibrationError).toBeNull()
        expect(calibrationError).toBeGreaterThanOrEqual(0)
        expect(calibrationError).toBeLessThanOrEqual(1)
      }),
    )
  })
})
