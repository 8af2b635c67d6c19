/** The 97.5 % point of the standard normal distribution: 2.5 % are left out on either side of a 95 % interval. */
const Z = 1.959963984540054

/**
 * The 95 % score interval of a proportion: Wilson, Probable inference, the law of succession, and statistical inference,
 * Journal of the American Statistical Association 22 (1927), 209–212.
 * @param successes whole, 0 to `trials`
 * @param trials whole, at least 1
 * @returns its two ends, 0 to 1
 */
export function wilsonInterval(successes: number, trials: number): [number, number] {
  const share = successes / trials
  const square = (Z * Z) / trials
  const centre = (share + square / 2) / (1 + square)
  const margin = (Z / (1 + square)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))
  // At the ends the formula gives exactly 0 and 1, and floating point a little beside.
  return [
    successes === 0 ? 0 : Math.max(0, centre - margin),
    successes === trials ? 1 : Math.min(1, centre + margin),
  ]
}
