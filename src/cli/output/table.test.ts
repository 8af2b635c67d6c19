import { expect, it } from 'vitest'
import { displayWidth, table } from './table'

it('aligns names at the left and numbers at the right, without spaces at the end', () => {
  const text = table(
    [{ title: 'class' }, { title: 'photos', align: 'right' }, { title: '' }],
    [
      ['cat', '1,000', ''],
      ['guinea pig', '7', ''],
    ],
  )
  expect(text.split('\n')).toEqual(['class       photos', 'cat          1,000', 'guinea pig       7'])
})

it('counts cells, not characters', () => {
  expect(['cat', 'Zoë', '猫', '🐈‍⬛', 'ﾈ'].map(displayWidth)).toEqual([3, 3, 2, 2, 1])
})

it('keeps a row in one line whatever a name holds', () => {
  expect(table([{ title: 'path' }], [['a\nb']]).split('\n')).toEqual(['path', 'a\\nb'])
})
