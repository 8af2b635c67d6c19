import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advance, progressOf } from './progress'
import type { Pace, ProgressUpdate } from './progress'

function update(done: number, phase = 'Reading', total: number | null = 1000): ProgressUpdate {
  return { phase, done, total, unit: 'photos' }
}

/** The pace after updates at given seconds. */
function paceAfter(...updates: readonly (readonly [number, ProgressUpdate])[]): Pace {
  return updates.reduce<Pace | undefined>((pace, [time, one]) => advance(pace, one, time), undefined) as Pace
}

describe('progress', () => {
  it('tells neither rate nor time left after the first update', () => {
    expect(progressOf(paceAfter([0, update(0)]))).toEqual({ ...update(0), rate: null, eta: null })
  })

  it('tells no rate from a moment', () => {
    expect(progressOf(paceAfter([0, update(0)], [0.1, update(50)])).rate).toBeNull()
  })

  it('finds a steady rate at once and for good, whatever the time between updates', () => {
    const gaps = fc.array(fc.double({ min: 0.01, max: 30, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(gaps, fc.double({ min: 0.1, max: 1000, noNaN: true }), (list, rate) => {
        let time = 5
        let pace = advance(undefined, update(0), time)
        for (const gap of list) pace = advance(pace, update(((time += gap) - 5) * rate), time)
        const found = progressOf(pace).rate
        if (time - 5 >= 1) expect(found ?? 0).toBeCloseTo(rate, 4)
      }),
    )
  })

  it('tells the time left by the rate, and none when all is done', () => {
    const pace = paceAfter([0, update(0)], [10, update(100)])
    expect(progressOf(pace)).toMatchObject({ rate: 10, eta: 90 })
    expect(progressOf(advance(pace, update(1000), 11)).eta).toBe(0)
    expect(progressOf(advance(pace, update(200, 'Reading', null), 20)).eta).toBeNull()
  })

  it('follows a change of pace', () => {
    let pace = paceAfter([0, update(0)], [60, update(60)])
    for (let second = 1; second <= 60; second += 1)
      pace = advance(pace, update(60 + 10 * second), 60 + second)
    expect(progressOf(pace).rate).toBeGreaterThan(9)
  })

  it('measures a new phase anew', () => {
    const pace = paceAfter([0, update(0)], [10, update(100)], [11, update(0, 'Training')])
    expect(progressOf(pace).rate).toBeNull()
    expect(progressOf(advance(pace, update(4, 'Training'), 13)).rate).toBe(2)
  })
})
