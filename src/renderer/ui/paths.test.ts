import { expect, it } from 'vitest'
import { isFolderName, within } from './paths'

it('puts a name into a folder as its system writes it', () => {
  expect(within('/home/ada', 'birds', 'linux')).toBe('/home/ada/birds')
  expect(within('/', 'birds', 'darwin')).toBe('/birds')
  expect(within('C:\\Users', 'birds', 'win32')).toBe('C:\\Users\\birds')
  expect(within('C:\\', 'birds', 'win32')).toBe('C:\\birds')
})

it.each(['birds', 'Cats & dogs', '.hidden', 'v1.2', 'Vögel'])('takes %s as a name', (name) => {
  expect(isFolderName(name)).toBe(true)
})

it.each(['', '.', '..', 'a/b', 'a\\b', 'C:', 'what?', 'end.', 'end ', 'two\nlines'])(
  'refuses "%s"',
  (name) => {
    expect(isFolderName(name)).toBe(false)
  },
)
