import type { SplitName } from '../../../shared/contract/photos'
import { splitNames } from '../../../shared/contract/photos'

/** Whole percents that add up to 100. */
export type Shares = Readonly<Record<SplitName, number>>

/**
 * The shares after one of them was set; the others make room in the order of their sizes' proportion. Where both others
 * are 0, the first of them takes what is left.
 * @param percent is brought to a whole number from 0 to 100; what is no number counts as 0
 */
export function withShare(shares: Shares, part: SplitName, percent: number): Shares {
  const set = Math.min(100, Math.max(0, Math.round(percent) || 0))
  const [one, other] = splitNames.filter((name) => name !== part) as [SplitName, SplitName]
  const rest = 100 - set
  const together = shares[one] + shares[other]
  const ofOne = together === 0 ? rest : Math.round((rest * shares[one]) / together)
  return { ...shares, [part]: set, [one]: ofOne, [other]: rest - ofOne }
}

/** As the host wants them: fractions that add up to 1. */
export function asFractions(shares: Shares): Record<SplitName, number> {
  return { train: shares.train / 100, val: shares.val / 100, test: shares.test / 100 }
}
