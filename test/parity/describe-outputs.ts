import { describe, expect, it } from 'vitest'
import { tf } from '../../src/engine/tensorflow'
import { compareFeatures, compareScores, tolerance } from './outputs'
import type { Comparison } from './outputs'
import type { KerasId } from './reference'

/** Tests that networks with generated weights say of the generated photo what they say in Keras. */
export function describeOutputs(ids: readonly KerasId[]): void {
  describe.each(ids)('%s with generated weights', (id) => {
    it.each([
      { what: 'scores', compare: compareScores },
      { what: 'features at 150 × 150', compare: compareFeatures },
    ])("gives Keras' $what", ({ what, compare }) => {
      const before = tf.memory().numTensors
      const comparison = compare(id)
      console.log(`${id}, ${what}: largest difference ${comparison.largestDifference.toExponential(1)}`)
      expectToFit(comparison, tolerance(id))
      expect(tf.memory().numTensors).toBe(before)
    })
  })
}

function expectToFit({ length, argmax, expected, largestDifference }: Comparison, tolerated: number): void {
  expect({ length, argmax }).toEqual({ length: expected.length, argmax: expected.argmax })
  expect(largestDifference).toBeLessThanOrEqual(tolerated)
}
