import { expect, it } from 'vitest'
import { strings } from '../../strings'
import { filesIn } from './incoming'
import type { Transfer } from './incoming'

type Item = Transfer['items'] extends Iterable<infer One> ? One : never

const entry = (isDirectory: boolean, name: string): FileSystemEntry =>
  ({ isDirectory, name }) as FileSystemEntry
const photo = (name: string): Item => ({
  kind: 'file',
  getAsFile: () => new File(['photo'], name),
  webkitGetAsEntry: () => entry(false, name),
})
const folder = (name: string): Item => ({ ...photo(name), webkitGetAsEntry: () => entry(true, name) })
const text: Item = { kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null }

const names = (items: Item[]): string[] => filesIn({ items }).map(({ name }) => name)

it('takes every file in its order, and passes over text and folders beside them', () => {
  expect(names([text, photo('b.jpg'), folder('cats'), photo('a.jpg')])).toEqual(['b.jpg', 'a.jpg'])
})

it('takes a file that has no entry, as one from the clipboard', () => {
  expect(names([{ ...photo('image.png'), webkitGetAsEntry: () => null }])).toEqual(['image.png'])
})

it('says of a folder that it is one', () => {
  expect(() => names([folder('cats')])).toThrow(strings.errors.folder('cats'))
})

it.each([
  ['nothing', null],
  ['text alone', { items: [text] }],
])('says of %s that a photo is missing', (_what, transfer) => {
  expect(() => filesIn(transfer)).toThrow(strings.errors.noFile)
})
