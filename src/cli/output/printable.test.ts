import fc from 'fast-check'
import { expect, it } from 'vitest'
import { folded, printable } from './printable'

it('keeps quotes, accents and emoji', () => {
  expect(printable(`it's "Zoë" 🐈‍⬛`)).toBe(`it's "Zoë" 🐈‍⬛`)
})

it('escapes what would move the cursor, colour the text or turn its direction', () => {
  expect(printable('a\nb\t\u001b[31mred\u202egpj.exe')).toBe('a\\nb\\t\\x1b[31mred\\u{202e}gpj.exe')
})

it('leaves no control character, whatever comes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\u202a-\u202e]/u.test(printable(text))),
  )
})

it('folds a message into one line', () => {
  expect(folded(' first\n  second\r\nthird\n')).toBe('first second third')
})
