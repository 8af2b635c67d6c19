import { strings } from '../../strings'

/** Up to this, a difference between scores is what other orders of adding floats give. */
const ROUNDING = 1e-4

/** A small number as people write it: `1.2e-7`, `0`. @param difference 0 or above */
export function shownDifference(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(1)
}

/** What a difference between scores of 0 to 1 means. */
export function meaningOf(difference: number): string {
  const texts = strings.exporting
  if (difference === 0) return texts.exact
  return difference <= ROUNDING ? texts.rounding : texts.noticeable
}
