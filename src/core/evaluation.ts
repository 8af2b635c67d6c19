import type { Evaluation, ThresholdCurves } from '../shared/contract/evaluation'
import { AppError } from '../shared/errors'
import { wilsonInterval } from '../shared/wilson-interval'
import { calibrate } from './evaluation-calibration'
import { thresholdCurves } from './evaluation-curves'

/** A probability a class, 0 to 1, in the order of the classes. */
export type Scores = readonly number[] | Float32Array

/** A photo, by its number in the project, with its true class (a place in the list of classes) and a probability a class, 0 to 1. */
export interface ScoredPhoto {
  readonly id: number
  readonly path: string
  readonly label: number
  readonly scores: Scores
}

/** How many mistakes are shown: the most confident ones, since those are the ones to learn from. */
const WORST = 10

/**
 * How good answers are, the answer being the class with the highest score (the first one of equals).
 *
 * Per class: precision = right / answered, recall = right / support, f1 = 2 · right / (answered + support), each null
 * where its denominator is 0. In `worst`, `score` is the probability given to the wrong answer.
 * @param classes names, in the order of the scores
 * @throws AppError `bad-input` without photos, `internal` where a label or the number of scores does not fit the classes
 */
export function evaluateScores(
  classes: readonly string[],
  rows: readonly ScoredPhoto[],
): Omit<Evaluation, 'run' | 'split' | 'skipped'> {
  if (rows.length === 0)
    throw new AppError('bad-input', 'An evaluation needs at least one photo, and there is none.')
  const answers = rows.map((row) => answerOf(classes, row))
  const confusion = classes.map(() => classes.map(() => 0))
  for (const { photo, predicted } of answers) {
    const row = confusion[photo.label]
    if (row) row[predicted] = (row[predicted] ?? 0) + 1
  }
  const answered = answers.map(({ photo, predicted, score }) => ({
    score,
    isRight: photo.label === predicted,
  }))
  const right = answered.filter(({ isRight }) => isRight).length
  return {
    photos: rows.length,
    accuracy: right / rows.length,
    interval: wilsonInterval(right, rows.length),
    classes: classes.map((label, index) => ({ label, ...classMeasures(confusion, index) })),
    confusion,
    ...calibrate(answered),
    curves: curvesOf(classes, rows),
    worst: worstMistakes(classes, answers),
  }
}

/** The second of two classes is the positive one: the one that a single unit gives the probability of. */
function curvesOf(classes: readonly string[], rows: readonly ScoredPhoto[]): ThresholdCurves | null {
  const positive = classes[1]
  if (classes.length !== 2 || positive === undefined) return null
  return thresholdCurves(
    positive,
    rows.map(({ label, scores }) => ({ score: scores[1] ?? 0, isPositive: label === 1 })),
  )
}

interface Answer {
  readonly photo: ScoredPhoto
  readonly predicted: number
  readonly score: number
}

function answerOf(classes: readonly string[], photo: ScoredPhoto): Answer {
  const { label, scores } = photo
  if (scores.length !== classes.length || classes[label] === undefined) {
    throw new AppError(
      'internal',
      `A label below ${classes.length} and as many scores are expected, and ${photo.path} has label ${label} and ` +
        `${scores.length} scores.`,
    )
  }
  const predicted = answerPlace(scores)
  return { photo, predicted, score: scores[predicted] ?? 0 }
}

/** The place of the highest score, the first one of equals. */
export function answerPlace(scores: Scores): number {
  let best = 0
  for (let place = 1; place < scores.length; place += 1) {
    if ((scores[place] ?? 0) > (scores[best] ?? 0)) best = place
  }
  return best
}

function classMeasures(confusion: readonly (readonly number[])[], index: number) {
  const right = confusion[index]?.[index] ?? 0
  const support = sum(confusion[index] ?? [])
  const answered = sum(confusion.map((row) => row[index] ?? 0))
  return {
    precision: quotient(right, answered),
    recall: quotient(right, support),
    f1: quotient(2 * right, answered + support),
    support,
  }
}

function worstMistakes(classes: readonly string[], answers: readonly Answer[]): Evaluation['worst'] {
  return answers
    .filter(({ photo, predicted }) => photo.label !== predicted)
    .sort((one, other) => other.score - one.score)
    .slice(0, WORST)
    .map(({ photo, predicted, score }) => ({
      id: photo.id,
      path: photo.path,
      label: classes[photo.label] ?? '',
      predicted: classes[predicted] ?? '',
      score,
    }))
}

function quotient(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : numerator / denominator
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
