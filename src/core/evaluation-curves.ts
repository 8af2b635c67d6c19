import type { ThresholdCurves } from '../shared/contract/evaluation'

/** A photo of two classes: the probability of the positive one, and whether that is its class. */
export interface Judged {
  readonly score: number
  readonly isPositive: boolean
}

/** How many photos are taken for positive from a threshold on, and how many of them are. */
interface Step {
  readonly threshold: number
  readonly truePositives: number
  readonly falsePositives: number
}

/** So many points are drawn of a curve at most. */
export const MOST_POINTS = 500

/** Above every probability: nothing is taken for positive. */
const ABOVE_ALL = 2

/**
 * What each threshold would give, a photo being taken for positive from the threshold on. Photos of equal scores make one
 * step. The area under the curve is the trapezoids' (Fawcett, An introduction to ROC analysis, Pattern Recognition Letters
 * 27, 2006), which is the probability that a positive photo scores above a negative one, ties counting half (Hanley and
 * McNeil, Radiology 143, 1982). The average precision is the sum over the steps of the rise in recall times the
 * precision there, without interpolation. Both are measured on every step, before the curves are thinned.
 * @returns curves without points and null where there are no photos of one of the classes
 */
export function thresholdCurves(positive: string, photos: readonly Judged[]): ThresholdCurves {
  const steps = stepsOf(photos)
  const { truePositives: positives, falsePositives: negatives } = steps.at(-1) ?? nothingTaken
  const roc = [nothingTaken, ...steps].map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    falsePositiveRate: falsePositives / negatives,
    truePositiveRate: truePositives / positives,
  }))
  const precisionRecall = steps.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    recall: truePositives / positives,
    precision: truePositives / (truePositives + falsePositives),
  }))
  const hasBoth = positives > 0 && negatives > 0
  return {
    positive,
    roc: hasBoth ? thinned(roc, (point) => [point.falsePositiveRate, point.truePositiveRate]) : [],
    auc: hasBoth ? areaUnder(roc) : null,
    precisionRecall:
      positives > 0 ? thinned(precisionRecall, (point) => [point.recall, point.precision]) : [],
    averagePrecision: positives > 0 ? averagePrecision(precisionRecall) : null,
  }
}

const nothingTaken: Step = { threshold: ABOVE_ALL, truePositives: 0, falsePositives: 0 }

function stepsOf(photos: readonly Judged[]): Step[] {
  const sorted = [...photos].sort((one, other) => other.score - one.score)
  const steps: Step[] = []
  let [truePositives, falsePositives] = [0, 0]
  for (const [index, { score, isPositive }] of sorted.entries()) {
    if (isPositive) truePositives += 1
    else falsePositives += 1
    if (sorted[index + 1]?.score !== score) steps.push({ threshold: score, truePositives, falsePositives })
  }
  return steps
}

function areaUnder(roc: ThresholdCurves['roc']): number {
  let area = 0
  for (const [index, { falsePositiveRate, truePositiveRate }] of roc.entries()) {
    const before = roc[index - 1]
    if (!before) continue
    const width = falsePositiveRate - before.falsePositiveRate
    area += (width * (truePositiveRate + before.truePositiveRate)) / 2
  }
  return Math.min(1, area)
}

function averagePrecision(steps: ThresholdCurves['precisionRecall']): number {
  let [sum, recallBefore] = [0, 0]
  for (const { recall, precision } of steps) {
    sum += (recall - recallBefore) * precision
    recallBefore = recall
  }
  return Math.min(1, sum)
}

type Place = readonly [x: number, y: number]

/**
 * A curve with `MOST_POINTS` at most, its ends among them. Points on the straight line between their neighbours go first:
 * that loses nothing. Where more than enough bends are left, those stay that are evenly far apart along the curve.
 */
function thinned<Point>(points: readonly Point[], place: (point: Point) => Place): Point[] {
  const bends = points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]]
    return !before || !after || !isStraight(place(before), place(point), place(after))
  })
  if (bends.length <= MOST_POINTS) return bends
  const along = distancesAlong(bends.map(place))
  const pace = (along.at(-1) ?? 0) / (MOST_POINTS - 1)
  let next = 0
  return bends.filter((_, index) => {
    const way = along[index] ?? 0
    if (index === bends.length - 1) return true
    if (way < next || next >= pace * (MOST_POINTS - 1)) return false
    next = (Math.floor(way / pace) + 1) * pace
    return true
  })
}

/** Along one of the axes: steps of a count, which floating point cannot bend. */
function isStraight([x0, y0]: Place, [x1, y1]: Place, [x2, y2]: Place): boolean {
  return (x0 === x1 && x1 === x2) || (y0 === y1 && y1 === y2)
}

/** How far it is to each point from the first, going along the axes. */
function distancesAlong(places: readonly Place[]): number[] {
  let way = 0
  return places.map(([x, y], index) => {
    const [beforeX, beforeY] = places[index - 1] ?? [x, y]
    way += Math.abs(x - beforeX) + Math.abs(y - beforeY)
    return way
  })
}
