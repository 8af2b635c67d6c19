import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doubtLabels } from './confident-learning'
import { dealFolds } from './folds'
import { connectedGroups } from './groups'

const anyPhotos = fc.integer({ min: 2, max: 5 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    photos: fc.array(
      fc.record({
        label: fc.nat(classes - 1),
        scores: fc
          .array(fc.integer({ min: 1, max: 100 }), { minLength: classes, maxLength: classes })
          .map((weights) => weights.map((weight) => weight / weights.reduce((sum, one) => sum + one, 0))),
      }),
      { minLength: 1, maxLength: 40 },
    ),
  }),
)

describe('confident learning', () => {
  it('doubts a label that another class contradicts', () => {
    const photos = [
      { label: 0, scores: [0.9, 0.1] },
      { label: 0, scores: [0.2, 0.8] },
      { label: 1, scores: [0.3, 0.7] },
      { label: 1, scores: [0.55, 0.45] },
    ]
    const doubts = doubtLabels(photos, 2)
    expect(doubts.map(({ isSuspect }) => isSuspect)).toEqual([false, true, false, true])
    expect(doubts[1]).toMatchObject({ suggested: 1, labelScore: 0.2, score: 0.8 })
    expect(doubts[1]?.margin).toBeCloseTo(-0.6)
  })

  it('reaches the low threshold of a class that is hard to tell, though its own is a little more probable', () => {
    // Class 1 is never more probable than 0.5; class 0 mostly 0.9: the last photo is confidently of class 1 alone.
    const sure = Array.from({ length: 8 }, () => ({ label: 0, scores: [0.9, 0.1] }))
    const hard = Array.from({ length: 8 }, () => ({ label: 1, scores: [0.6, 0.4] }))
    const doubts = doubtLabels([...sure, ...hard, { label: 0, scores: [0.55, 0.45] }], 2)
    expect(doubts.at(-1)).toMatchObject({ isSuspect: true, suggested: 1 })
    expect(doubts[0]?.isSuspect).toBe(false)
  })

  it('suggests another class than the label, and never doubts one that is surest and above its threshold', () => {
    fc.assert(
      fc.property(anyPhotos, ({ classes, photos }) => {
        const doubts = doubtLabels(photos, classes)
        expect(doubts).toHaveLength(photos.length)
        for (const [index, { label, scores }] of photos.entries()) {
          const { suggested, score, labelScore, margin, isSuspect } = doubts[index] ?? fail()
          expect(suggested).not.toBe(label)
          expect(score).toBe(Math.max(...scores.filter((_, place) => place !== label)))
          expect(margin).toBeCloseTo(labelScore - score, 12)
          if (score > labelScore) expect(isSuspect).toBe(true)
          const own = photos.filter((photo) => photo.label === label)
          const threshold = own.reduce((sum, photo) => sum + (photo.scores[label] ?? 0), 0) / own.length
          if (labelScore >= threshold && labelScore > score) expect(isSuspect).toBe(false)
        }
      }),
    )
  })
})

describe('folds', () => {
  it('have each class, and all photos, as evenly as can be, and are drawn by the seed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 100 }),
        fc.integer({ min: 2, max: 7 }),
        fc.nat(5),
        (classes, folds, seed) => {
          const dealt = dealFolds(classes, folds, seed)
          expect(dealFolds(classes, folds, seed)).toEqual(dealt)
          for (const label of [undefined, 0, 1, 2, 3]) {
            const counts = Array.from({ length: folds }, () => 0)
            for (const [photo, fold] of dealt.entries()) {
              if (label === undefined || classes[photo] === label) counts[fold] = (counts[fold] ?? 0) + 1
            }
            expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })
})

describe('groups', () => {
  it('hold what pairs connect, directly or by way of others', () => {
    expect(
      connectedGroups([
        [5, 3],
        [8, 9],
        [3, 1],
        [9, 8],
      ]),
    ).toEqual([
      [1, 3, 5],
      [8, 9],
    ])
    expect(connectedGroups([])).toEqual([])
  })

  it('are the same in any order of the pairs, and every pair is in one', () => {
    const anyPairs = fc.array(
      fc.tuple(fc.nat(20), fc.nat(20)).filter(([one, other]) => one !== other),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(anyPairs, (pairs) => {
        const groups = connectedGroups(pairs)
        expect(connectedGroups(pairs.toReversed().map(([one, other]) => [other, one]))).toEqual(groups)
        for (const [one, other] of pairs) {
          expect(groups.filter((members) => members.includes(one))).toEqual(
            groups.filter((members) => members.includes(other)),
          )
        }
        expect(new Set(groups.flat()).size).toBe(groups.flat().length)
      }),
    )
  })
})

function fail(): never {
  throw new Error('a doubt a photo was expected')
}
