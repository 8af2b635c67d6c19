import { expect, it } from 'vitest'
import { count, counted, decimal, duration, percentage } from './numbers'

it('separates thousands and counts in words', () => {
  expect(count(1234567)).toBe('1,234,567')
  expect([counted(0, 'photo'), counted(1, 'photo'), counted(1000, 'photo')]).toEqual([
    '0 photos',
    '1 photo',
    '1,000 photos',
  ])
})

it('shows a dash for what is not known', () => {
  expect([percentage(null), decimal(null, 2)]).toEqual(['–', '–'])
  expect([percentage(0.9849), decimal(0.12345, 3)]).toEqual(['98.5 %', '0.123'])
})

it.each([
  [0.004, '0.00 s'],
  [0.84, '0.84 s'],
  [0.996, '1.0 s'],
  [9.94, '9.9 s'],
  [9.96, '10 s'],
  [59.4, '59 s'],
  [59.6, '1:00'],
  [185, '3:05'],
  [3723, '1:02:03'],
])('says %f seconds as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})
