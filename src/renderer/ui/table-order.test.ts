import { expect, it } from 'vitest'
import { ordered, orderAfter } from './table-order'

type Column = 'name' | 'size'
const valueOf = (row: { name: string; size: number | null }, column: Column): string | number | null =>
  row[column]
const rows = [
  { name: 'run 10', size: 5 },
  { name: 'run 9', size: null },
  { name: 'Run 1', size: 7 },
]
const names = (column: Column, descending: boolean): string[] =>
  ordered(rows, { column, descending }, valueOf).map(({ name }) => name)

it('sorts words with the numbers in them, and numbers by their size', () => {
  expect(names('name', false)).toEqual(['Run 1', 'run 9', 'run 10'])
  expect(names('size', true)).toEqual(['Run 1', 'run 10', 'run 9'])
})

it('keeps what is not known at the end, either way', () => {
  expect(names('size', false).at(-1)).toBe('run 9')
  expect(names('size', true).at(-1)).toBe('run 9')
})

it('turns a column around when it is chosen again', () => {
  const first = orderAfter<Column>('size', { column: 'name', descending: false }, ['name'])
  expect(first).toEqual({ column: 'size', descending: true })
  expect(orderAfter('size', first, ['name'])).toEqual({ column: 'size', descending: false })
  expect(orderAfter('name', first, ['name'])).toEqual({ column: 'name', descending: false })
})
