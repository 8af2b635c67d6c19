import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/tensorflow'
import { compiledDifference, tolerance } from '../compiled'

// Between them: paddings that are odd on one side, normalisations before, after and without scale, separable
// convolutions, and weights that were trained.
describe.each(['MobileNetV2', 'EfficientNet-Lite0', 'DenseNet121', 'InceptionV3', 'NASNetMobile'] as const)(
  'compiled %s',
  (id) => {
    it.each([{ side: undefined }, { side: 97 }])('gives what its layers give ($side)', async ({ side }) => {
      const before = tf.memory().numTensors
      expect(await compiledDifference(id, side)).toBeLessThanOrEqual(tolerance)
      expect(tf.memory().numTensors).toBe(before)
    })
  },
)
