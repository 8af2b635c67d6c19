import { expect, it } from 'vitest'
import { labelKeys } from './label-keys'

const press = {} as KeyboardEvent

it('gives the first nine classes in their order, and takes them away', () => {
  const given: (string | null)[] = []
  const classes = Array.from({ length: 12 }, (_, place) => ({ label: `class ${place}` }))
  const keys = labelKeys(
    classes,
    (label) => given.push(label),
    () => given.push('palette'),
  )
  for (const binding of keys) binding.run(press)
  expect(keys.map((binding) => binding.keys).join(' ')).toBe('1 2 3 4 5 6 7 8 9 0 Delete Backspace l')
  expect(given).toEqual([...classes.slice(0, 9).map(({ label }) => label), null, null, null, 'palette'])
})
