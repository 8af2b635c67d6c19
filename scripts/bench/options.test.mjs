// @ts-check
import { expect, it } from 'vitest'
import { parts, readOptions } from './options.mjs'

it('measures everything unless told', () => {
  expect(readOptions([])).toEqual({ only: [...parts], repeats: 7, json: false, help: false })
  expect(readOptions(['--only', 'cold,warm', '--repeats', '3', '--json'])).toMatchObject({
    only: ['cold', 'warm'],
    repeats: 3,
    json: true,
  })
})

it.each([
  [['--only', 'hot'], /warm,batch,recipe,cold,memory, and got hot/],
  [['--repeats', '0'], /from 1 on, and got 0/],
  [['--fast'], /--fast/],
])('refuses %j in words', (parameters, message) => {
  expect(() => readOptions(parameters)).toThrow(message)
})
