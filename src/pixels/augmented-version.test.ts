import { expect, it } from 'vitest'
import { augmentedVersion } from './augmented-version'

const amounts = { flip: true, rotate: 10, zoom: 0.1, brightness: 0.1, contrast: 0.1 }

it('is another one for another photo, amount and number, and the same for the same', () => {
  const versions = [
    augmentedVersion('aa', amounts, 1),
    augmentedVersion('bb', amounts, 1),
    augmentedVersion('aa', { ...amounts, rotate: 11 }, 1),
    augmentedVersion('aa', { ...amounts, flip: false }, 1),
    augmentedVersion('aa', amounts, 2),
  ]
  expect(new Set(versions.map(({ hash }) => hash)).size).toBe(5)
  expect(new Set(versions.map(({ seed }) => seed)).size).toBe(5)
  expect(augmentedVersion('aa', { ...amounts }, 1)).toEqual(versions[0])
  for (const { hash } of versions) expect(hash).toMatch(/^[0-9a-f]{64}$/)
})
