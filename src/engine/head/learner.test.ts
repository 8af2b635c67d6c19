import { expect, it } from 'vitest'
import { trainSettingsSchema } from '../../shared/contract/training'
import { tf } from '../tensorflow'
import { buildHead } from './build'
import { SeededDropout } from './dropout'
import { modelLearner } from './learner'

/** Two ways to the same scores, one of them normalised by the batch, and a dropout layer of its own. */
function forked(): tf.LayersModel {
  const input = tf.input({ shape: [4] })
  const one = tf.layers.dense({ units: 3, activation: 'relu' }).apply(input) as tf.SymbolicTensor
  const other = tf.layers.batchNormalization({}).apply(one) as tf.SymbolicTensor
  const both = tf.layers.concatenate().apply([one, other]) as tf.SymbolicTensor
  const dropped = new SeededDropout({ rate: 0.5, seed: 3 }).apply(both) as tf.SymbolicTensor
  const outputs = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(dropped) as tf.SymbolicTensor
  return tf.model({ inputs: input, outputs })
}

it('gives the scores before their activation, of a network that is no chain of layers', () => {
  const before = tf.memory().numTensors
  const model = forked()
  const learner = modelLearner(model, 3)
  tf.tidy(() => {
    const photos = tf.randomNormal([5, 4], 0, 1, 'float32', 1)
    const probabilities = learner.logits(photos, false).softmax().arraySync()
    expect(probabilities).toEqual((model.predict(photos) as tf.Tensor2D).arraySync())
  })
  expect(learner.variables).toHaveLength(6)
  expect(learner.state).toHaveLength(8)
  model.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

it('drops, normalises by the batch and moves averages only while it trains', () => {
  const model = forked()
  const learner = modelLearner(model, 3)
  const photos = tf.randomNormal([5, 4], 1, 1, 'float32', 1)
  const averages = (): number[] => learner.state.slice(-2).flatMap((one) => [...one.dataSync()])
  const still = averages()
  const answers = [false, true, false].map((training) => {
    if (training) expect(averages()).toEqual(still)
    return tf.tidy(() => [...learner.logits(photos, training).dataSync()])
  })
  expect(learner.draws.map(({ steps }) => steps)).toEqual([1])
  expect(answers[1]).not.toEqual(answers[0])
  expect(averages()).not.toEqual(still)
  photos.dispose()
  model.dispose()
})

it('takes a head of a training as it is', () => {
  const settings = trainSettingsSchema.parse({ units: 2, dropout: 0.5, head: 'flatten' })
  const head = buildHead({ featureShape: [2, 2, 3], classes: 2, settings })
  const learner = modelLearner(head, 2)
  expect(learner.variables.map(({ shape }) => shape)).toEqual([[12, 2], [2], [2, 1], [1]])
  expect(learner.state).toEqual(learner.variables)
  expect(tf.tidy(() => learner.logits(tf.ones([3, 2, 2, 3]), true).shape)).toEqual([3, 1])
  head.dispose()
})
