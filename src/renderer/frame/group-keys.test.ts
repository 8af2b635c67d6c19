import { expect, it } from 'vitest'
import { strings } from '../strings'
import { groupKeys } from './group-keys'

const run = (): void => undefined
const { everywhere, page } = strings.frame.keys

it('puts what holds everywhere last and gives the rest the page as its heading', () => {
  const groups = groupKeys([
    { keys: '?', description: 'Show the keys', group: everywhere, run },
    { keys: 'a', description: 'Select all', run },
    { keys: '1', description: 'Label', group: 'Labels', run },
  ])
  expect(groups.map(({ name }) => name)).toEqual([page, 'Labels', everywhere])
})

it('lists a thing once that several keys do', () => {
  const redo = { description: 'Redo', group: everywhere, run }
  expect(
    groupKeys([
      { ...redo, keys: 'Ctrl+Shift+Z' },
      { ...redo, keys: 'Ctrl+Y' },
      { ...redo, keys: 'Ctrl+Y' },
    ]),
  ).toEqual([{ name: everywhere, bindings: [{ description: 'Redo', keys: ['Ctrl+Shift+Z', 'Ctrl+Y'] }] }])
})
