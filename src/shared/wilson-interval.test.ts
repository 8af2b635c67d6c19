import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wilsonInterval } from './wilson-interval'

describe('wilsonInterval', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is known', (successes, trials, low, high) => {
    const [from, to] = wilsonInterval(successes, trials)
    expect(from).toBeCloseTo(low, 4)
    expect(to).toBeCloseTo(high, 4)
  })

  it('reaches the ends exactly', () => {
    expect(wilsonInterval(0, 7)[0]).toBe(0)
    expect(wilsonInterval(7, 7)[1]).toBe(1)
  })

  it('narrows with more trials and mirrors failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (trials, wished) => {
        const successes = Math.min(wished, trials)
        const [low, high] = wilsonInterval(successes, trials)
        const [mirroredLow, mirroredHigh] = wilsonInterval(trials - successes, trials)
        expect(low + mirroredHigh).toBeCloseTo(1, 12)
        expect(high + mirroredLow).toBeCloseTo(1, 12)
        const [laterLow, laterHigh] = wilsonInterval(successes * 4, trials * 4)
        expect(laterHigh - laterLow).toBeLessThan(high - low)
      }),
    )
  })
})
