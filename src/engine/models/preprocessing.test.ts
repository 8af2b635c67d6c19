import { describe, expect, it } from 'vitest'
import { preprocessings } from '../../shared/models'
import { tf } from '../tensorflow'
import { preprocess } from './preprocessing'

/** One pixel: red 255, green 127, blue 0. */
function preprocessed(kind: (typeof preprocessings)[number]): number[] {
  return tf.tidy(() => [...preprocess(tf.tensor4d([255, 127, 0], [1, 1, 1, 3], 'int32'), kind).dataSync()])
}

describe('preprocess', () => {
  it.each([
    { kind: 'lite', expected: [1, 0, -0.9921875] },
    { kind: 'tf', expected: [1, -0.0039216, -1] },
    { kind: 'caffe', expected: [-103.939, 10.221, 131.32] },
    { kind: 'torch', expected: [2.2489083, 0.1876751, -1.8044444] },
  ] as const)('scales and centres pixels as $kind', ({ kind, expected }) => {
    const found = preprocessed(kind)
    for (const [channel, value] of expected.entries()) expect(found[channel]).toBeCloseTo(value, 4)
  })

  it.each(preprocessings)('keeps the pixels and only the answer (%s)', (kind) => {
    const pixels = tf.zeros<tf.Rank.R4>([2, 3, 4, 3], 'int32')
    const before = tf.memory().numTensors
    const answer = preprocess(pixels, kind)
    expect(answer.shape).toEqual([2, 3, 4, 3])
    expect(answer.dtype).toBe('float32')
    expect(tf.memory().numTensors).toBe(before + 1)
    tf.dispose([pixels, answer])
  })
})
