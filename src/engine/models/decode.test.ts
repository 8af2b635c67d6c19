import fc from 'fast-check'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeTop, readImageNetClasses } from './decode'

const classes = [{ label: 'cat', wnid: 'n1' }, { label: 'dog' }, { label: 'eel' }]

describe('decodeTop', () => {
  it('gives the highest scores first, with what they mean', () => {
    expect(decodeTop(Float32Array.of(0.25, 0.5, 0.125), classes, 2)).toEqual([
      { index: 1, label: 'dog', score: 0.5 },
      { index: 0, label: 'cat', wnid: 'n1', score: 0.25 },
    ])
  })

  it('keeps the order of the classes among equal scores', () => {
    expect(decodeTop([0.5, 0.5, 0.5], classes, 3).map(({ label }) => label)).toEqual(['cat', 'dog', 'eel'])
  })

  it('refuses scores of another number of classes', () => {
    expect(() => decodeTop([1, 2], classes, 1)).toThrow(/each of 3 classes, got 2/)
  })

  it('leaves out nothing that scores higher than what it gives', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 60 }), (values, k) => {
        const top = decodeTop(
          values,
          values.map((_, index) => ({ label: `class ${index}` })),
          k,
        )
        const given = new Set(top.map(({ index }) => index))
        const lowest = Math.min(...top.map(({ score }) => score))
        expect(top).toHaveLength(Math.min(k, values.length))
        expect(values.every((score, index) => given.has(index) || score <= lowest)).toBe(true)
      }),
    )
  })
})

describe('readImageNetClasses', () => {
  it('knows the thousand classes in the order of the scores', async () => {
    const found = await readImageNetClasses(join(import.meta.dirname, '../../../resources'))
    expect(found).toHaveLength(1000)
    expect(found[1]).toEqual({ wnid: 'n01443537', label: 'goldfish' })
    expect(new Set(found.map(({ wnid }) => wnid)).size).toBe(1000)
  })
})
