import fc from 'fast-check'
import { expect, it } from 'vitest'
import { splitNames, splitSettingsSchema } from '../../../shared/contract/photos'
import { asFractions, withShare } from './split-shares'

const start = { train: 80, val: 20, test: 0 }

it('keeps 100 percent together, whatever is typed in whichever order', () => {
  const typed = fc.tuple(fc.constantFrom(...splitNames), fc.oneof(fc.integer(), fc.double()))
  fc.assert(
    fc.property(fc.array(typed), (entries) => {
      const shares = entries.reduce((before, [part, percent]) => withShare(before, part, percent), start)
      for (const name of splitNames) expect(shares[name]).toBeGreaterThanOrEqual(0)
      expect(splitSettingsSchema.safeParse(asFractions(shares)).success).toBe(true)
      expect(shares.train + shares.val + shares.test).toBe(100)
    }),
  )
})

it('sets the one that was typed and shares the rest as before', () => {
  expect(withShare(start, 'train', 60)).toEqual({ train: 60, val: 40, test: 0 })
  expect(withShare({ train: 60, val: 30, test: 10 }, 'train', 80)).toEqual({ train: 80, val: 15, test: 5 })
  expect(withShare(start, 'test', 10)).toEqual({ train: 72, val: 18, test: 10 })
})

it('gives what is left to the first of the others where both had nothing', () => {
  expect(withShare({ train: 100, val: 0, test: 0 }, 'train', 70)).toEqual({ train: 70, val: 30, test: 0 })
})
