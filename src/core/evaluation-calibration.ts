import type { Evaluation } from '../shared/contract/evaluation'

/** An answer: its probability, 0 to 1, and whether it is right. */
export interface Answered {
  readonly score: number
  readonly isRight: boolean
}

const BINS = 10

/**
 * How often answers of a confidence are right, in ten bins of the same width, the last one with 1 in it, and the expected
 * calibration error: the distance of a bin's mean confidence from its accuracy, weighted by its share of the answers.
 * Naeini, Cooper and Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, AAAI 2015; with the
 * confidence of the answer as Guo et al., On calibration of modern neural networks, ICML 2017.
 * @returns `calibrationError` from 0 to 1; null without answers
 */
export function calibrate(
  answers: readonly Answered[],
): Pick<Evaluation, 'calibration' | 'calibrationError'> {
  const sums = Array.from({ length: BINS }, () => ({ photos: 0, confidence: 0, right: 0 }))
  for (const { score, isRight } of answers) {
    const sum = sums[binOf(score)]
    if (!sum) continue
    sum.photos += 1
    sum.confidence += score
    sum.right += isRight ? 1 : 0
  }
  const calibration = sums.map(({ photos, confidence, right }, bin) => ({
    from: bin / BINS,
    to: (bin + 1) / BINS,
    photos,
    // A sum of many equal scores can come out a little above what it is the sum of.
    confidence: photos === 0 ? null : Math.min(1, confidence / photos),
    accuracy: photos === 0 ? null : right / photos,
  }))
  const distance = sums.reduce((total, { confidence, right }) => total + Math.abs(confidence - right), 0)
  return {
    calibration,
    calibrationError: answers.length === 0 ? null : Math.min(1, distance / answers.length),
  }
}

function binOf(score: number): number {
  // By the same quotients that are the edges: 0.3 · 10 is 3, and 0.7 · 10 is not 7 in every arithmetic.
  let bin = Math.min(BINS - 1, Math.max(0, Math.floor(score * BINS)))
  if (score < bin / BINS) bin -= 1
  else if (bin < BINS - 1 && score >= (bin + 1) / BINS) bin += 1
  return bin
}
