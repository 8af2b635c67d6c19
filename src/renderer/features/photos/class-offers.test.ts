import { expect, it } from 'vitest'
import { offersFor } from './class-offers'

const classes = ['wildcat', 'dog', 'cat', 'Catfish'].map((label) => ({ label }))
const labels = (typed: string, creating = true): string[] =>
  offersFor(typed, classes, creating).map(({ label }) => label)

it('offers every class in order before anything is typed', () => {
  expect(labels('')).toEqual(['wildcat', 'dog', 'cat', 'Catfish'])
})

it('puts what begins with the text first, whatever its case', () => {
  expect(labels('CAT', false)).toEqual(['cat', 'Catfish', 'wildcat'])
})

it('offers to make a class that is not there, behind those that fit', () => {
  expect(labels(' cats ')).toEqual(['cats'])
  expect(labels('ca')).toEqual(['cat', 'Catfish', 'wildcat', 'ca'])
  expect(labels('cat')).toEqual(['cat', 'Catfish', 'wildcat'])
  expect(labels('horse', false)).toEqual([])
})
