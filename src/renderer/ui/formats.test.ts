import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { ago, bytes, count, duration, percent, rate } from './formats'

it('separates the thousands', () => {
  expect(count(1_000_000)).toBe('1,000,000')
})

it('gives shares in percent', () => {
  expect(percent(0.985)).toBe('98.5 %')
  expect(percent(1, 0)).toBe('100 %')
})

describe('durations', () => {
  it.each([
    [0.42, '0.4 s'],
    [9.96, '10 s'],
    [59.4, '59 s'],
    [59.6, '1:00'],
    [185, '3:05'],
    [3723, '1:02:03'],
  ])('%d seconds are %s', (seconds, text) => expect(duration(seconds)).toBe(text))

  it('never say 60 of anything', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (seconds) => !/\b60\b/.test(duration(seconds)),
      ),
    )
  })
})

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [9_400_000, '9.4 MB'],
    [999_700, '1.0 MB'],
    [612_000_000, '612 MB'],
    [5e15, '5,000 TB'],
  ])('%d bytes are %s', (size, text) => expect(bytes(size)).toBe(text))
})

it.each([
  [35.4, '35 photos/s'],
  [2.25, '2.3 photos/s'],
  [0.8, '48 photos/min'],
  [0.05, '3.0 photos/min'],
])('a rate of %d is %s', (perSecond, text) => expect(rate(perSecond, 'photos')).toBe(text))

it.each([
  [5, 'just now'],
  [60, '1 minute ago'],
  [7300, '2 hours ago'],
  [90_000, 'yesterday'],
  [86_400 * 45, 'last month'],
])('%d seconds before now are %s', (seconds, text) => {
  const now = Date.parse('2026-06-01T12:00:00Z')
  expect(ago(new Date(now - 1000 * seconds).toISOString(), now)).toBe(text)
})
