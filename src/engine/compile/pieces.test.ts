import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tf } from '../tensorflow'
import { inPieces, pieceOf } from './pieces'

it('a batch goes through in even pieces, every photo once and in its order', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 32 }), (total, largest) => {
      const counts: number[] = []
      const before = tf.memory().numTensors
      const rows = inPieces(total, largest, (from, count) => {
        counts.push(count)
        return tf.range(from, from + count).expandDims(1)
      })
      expect([...rows.dataSync()]).toEqual(Array.from({ length: total }, (_, index) => index))
      expect(Math.max(...counts)).toBeLessThanOrEqual(largest)
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1)
      rows.dispose()
      expect(tf.memory().numTensors).toBe(before)
    }),
  )
})

it('pieces are smaller the larger the photos are, and never none', () => {
  expect([96, 224, 299, 331, 2000].map((side) => pieceOf(side, side))).toEqual([32, 8, 4, 4, 1])
})
