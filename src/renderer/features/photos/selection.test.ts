import fc from 'fast-check'
import { expect, it } from 'vitest'
import { extendTo, isAlone, nothingSelected, selectAll, selectOnly, toggle } from './selection'
import type { Anchor, Selection } from './selection'

const anchor = fc.record({ id: fc.integer({ min: 1, max: 50 }), index: fc.nat(50) })
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 50 }))
const selection: fc.Arbitrary<Selection> = fc.record({
  ids: ids.map((some) => new Set(some)),
  anchor: fc.option(anchor, { nil: undefined }),
})

it('toggles a photo in and out again, and leaves the others alone', () => {
  fc.assert(
    fc.property(selection, anchor, (before, at) => {
      const once = toggle(before, at)
      const others = new Set(before.ids)
      others.delete(at.id)
      expect(once.ids.has(at.id)).toBe(!before.ids.has(at.id))
      expect(new Set([...once.ids].filter((id) => id !== at.id))).toEqual(others)
      expect(toggle(once, at).ids).toEqual(before.ids)
    }),
  )
})

it('keeps the anchor while a range grows and shrinks, and only the last range counts', () => {
  fc.assert(
    fc.property(selection, ids, ids, (before, first, second) => {
      const after = extendTo(extendTo(before, first), second)
      expect(after).toEqual(extendTo(before, second))
      expect(after.anchor).toBe(before.anchor)
    }),
  )
})

it('selects all whatever was selected before, and changes nothing of what it was given', () => {
  fc.assert(
    fc.property(selection, ids, (before, every) => {
      const copy = new Set(before.ids)
      expect(selectAll(before, every).ids).toEqual(new Set(every))
      expect(before.ids).toEqual(copy)
    }),
  )
})

it('lets the selection go along with the focus only where it is that one photo', () => {
  const at: Anchor = { id: 7, index: 3 }
  expect(isAlone(selectOnly(at), 7)).toBe(true)
  expect(isAlone(selectOnly(at), 8)).toBe(false)
  expect(isAlone(toggle(selectOnly(at), { id: 8, index: 4 }), 7)).toBe(false)
  expect(isAlone(nothingSelected, undefined)).toBe(false)
})
