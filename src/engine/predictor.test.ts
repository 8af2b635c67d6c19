import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildModel } from './models/registry'
import { layersPredictor } from './predictor'
import type { Predictor } from './predictor'
import { tf } from './tensorflow'

let predictor: Predictor
let before: number

beforeEach(() => {
  before = tf.memory().numTensors
  predictor = layersPredictor(buildModel('EfficientNet-Lite0', { input: [64, 32], classes: 10 }), 'lite')
})

afterEach(() => predictor.dispose())

describe('layersPredictor', () => {
  it('says what it takes and gives', () => {
    expect(predictor.inputShape).toEqual([64, 32, 3])
    expect(predictor.outputShape).toEqual([10])
  })

  it('gives each photo of a batch the same answer as alone', () => {
    const photos = tf.randomUniform<tf.Rank.R4>([3, 64, 32, 3], 0, 255, 'float32', 1)
    const [together, alone] = tf.tidy(() => [
      predictor.predict(photos).arraySync() as number[][],
      tf
        .split<tf.Tensor4D>(photos, 3)
        .map((photo) => (predictor.predict(photo).arraySync() as number[][])[0]),
    ])
    photos.dispose()
    for (const [index, scores] of together.entries()) {
      for (const [label, score] of scores.entries()) expect(alone[index]?.[label]).toBeCloseTo(score, 5)
      expect(scores.reduce((sum, score) => sum + score)).toBeCloseTo(1, 5)
    }
  })

  it('leaves nothing behind but the answer', () => {
    const photos = tf.zeros<tf.Rank.R4>([1, 64, 32, 3], 'int32')
    const held = tf.memory().numTensors
    const answers = [1, 2, 3].map(() => predictor.predict(photos))
    expect(tf.memory().numTensors).toBe(held + 3)
    tf.dispose([photos, ...answers])
  })

  it('frees everything when it is disposed of', () => {
    predictor.dispose()
    expect(tf.memory().numTensors).toBe(before)
    predictor = layersPredictor(
      buildModel('EfficientNet-Lite0', { input: [32, 32], includeTop: false }),
      'lite',
    )
  })
})
