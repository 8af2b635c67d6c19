import { expect, it } from 'vitest'
import { preprocessings } from '../../shared/models'
import { preprocess } from '../models/preprocessing'
import { tf } from '../tensorflow'
import { preprocessingLayer } from './preprocessing-layers'

it.each(preprocessings)('does to pixels what the application does (%s)', (kind) => {
  const before = tf.memory().numTensors
  const input = tf.input({ shape: [5, 4, 3] })
  const model = tf.model({
    inputs: input,
    outputs: preprocessingLayer(kind).apply(input) as tf.SymbolicTensor,
  })
  const difference = tf.tidy(() => {
    const pixels = tf.randomUniform<tf.Rank.R4>([2, 5, 4, 3], 0, 255, 'float32', 1)
    const found = model.predict(pixels) as tf.Tensor
    return found.sub(preprocess(pixels, kind)).abs().max().dataSync()[0]
  })
  model.dispose()
  expect(difference).toBeLessThan(1e-4)
  expect(tf.memory().numTensors).toBe(before)
})
