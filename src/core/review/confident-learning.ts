/** A photo with the place of its label, and the probability of each class by a head that had not seen it. */
export interface CheckedPhoto {
  readonly label: number
  readonly scores: readonly number[]
}

export interface Doubt {
  /** The most probable of the other classes. */
  readonly suggested: number
  /** Probabilities of the label and of what is suggested. */
  readonly labelScore: number
  readonly score: number
  /** The normalised margin: `labelScore - score`, from -1 (surely another class) to 1. */
  readonly margin: number
  readonly isSuspect: boolean
}

/**
 * Which labels are doubtful, by confident learning (Northcutt, Jiang and Chuang, Confident learning: estimating
 * uncertainty in dataset labels, Journal of Artificial Intelligence Research 70, 2021, equations 1 and 2). A class's
 * threshold is its mean self-confidence: the mean probability of the class over the photos that have its label. A photo is
 * confidently of the most probable of the classes whose thresholds it reaches, and where that is not its label, the
 * label is suspect; so it is where another class is simply more probable, since thresholds are high for classes that are
 * told apart well. The smaller the normalised margin, the more doubtful.
 * @param classes how many there are, at least 2
 */
export function doubtLabels(photos: readonly CheckedPhoto[], classes: number): Doubt[] {
  const thresholds = selfConfidences(photos, classes)
  return photos.map(({ label, scores }) => {
    const labelScore = scores[label] ?? 0
    const suggested = mostProbable(scores, (place) => place !== label) ?? label
    const score = scores[suggested] ?? 0
    const confident = mostProbable(scores, (place, probability) => probability >= (thresholds[place] ?? 1))
    const isSuspect = (confident !== undefined && confident !== label) || score > labelScore
    return { suggested, labelScore, score, margin: labelScore - score, isSuspect }
  })
}

/** Of each class; infinite for one that no photo has, which then is never reached. */
function selfConfidences(photos: readonly CheckedPhoto[], classes: number): number[] {
  return Array.from({ length: classes }, (_, place) => {
    const own = photos.filter(({ label }) => label === place)
    const sum = own.reduce((total, { scores }) => total + (scores[place] ?? 0), 0)
    return own.length === 0 ? Infinity : sum / own.length
  })
}

function mostProbable(
  scores: readonly number[],
  isWanted: (place: number, score: number) => boolean,
): number | undefined {
  let best: number | undefined
  for (const [place, score] of scores.entries()) {
    if (isWanted(place, score) && (best === undefined || score > (scores[best] ?? 0))) best = place
  }
  return best
}
