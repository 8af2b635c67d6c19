import { buildModel } from '../../src/engine/models/registry'
import type { ModelOptions } from '../../src/engine/models/options'
import { layersPredictor } from '../../src/engine/predictor'
import { tf } from '../../src/engine/tensorflow'
import { modelFacts } from '../../src/shared/models'
import { fillWithGeneratedWeights, generatedPhoto } from './generator'
import { outputs } from './reference'
import type { KerasId, Output } from './reference'

/** How far numbers may lie from Keras', as a part of the largest of them. */
export function tolerance(id: KerasId): number {
  return /^(MobileNet|InceptionV3|DenseNet)/.test(id) ? 1e-4 : 1e-3
}

/** How our numbers compare with Keras'; each difference is a part of the largest number. */
export interface Comparison {
  readonly length: number
  readonly argmax: number
  readonly expected: Output
  readonly largestDifference: number
}

/** Scores before the softmax, at the network's own size. */
export function compareScores(id: KerasId): Comparison {
  const expected = outputs[id].logits
  return compare(id, expected, { includeTop: true, activation: 'linear' })
}

/** Averages of the last feature map, at 150 × 150. */
export function compareFeatures(id: KerasId): Comparison {
  return compare(id, outputs[id].features150, { includeTop: false, pooling: 'avg' })
}

function compare(id: KerasId, expected: Output, options: Partial<ModelOptions>): Comparison {
  const [height, width] = expected.input
  const model = buildModel(id, { ...options, input: [height, width] })
  fillWithGeneratedWeights(model)
  const numbers = answerToGeneratedPhoto(id, model)
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0)
  const differences = [
    ...expected.first.map((number, index) => number - (numbers[index] ?? Infinity)),
    expected.mean - mean,
    expected.std - Math.sqrt(variance),
    expected.max_abs - largest,
  ]
  return {
    length: numbers.length,
    argmax: numbers.indexOf(Math.max(...numbers)),
    expected,
    largestDifference: Math.max(...differences.map(Math.abs)) / expected.max_abs,
  }
}

/** What a network answers to the generated photo; the network is disposed of. */
export function answerToGeneratedPhoto(id: KerasId, model: tf.LayersModel): Float32Array {
  const predictor = layersPredictor(model, modelFacts(id).preprocessing)
  const photo = generatedPhoto(predictor.inputShape[0])
  const answer = predictor.predict(photo)
  const numbers = answer.dataSync() as Float32Array
  tf.dispose([photo, answer])
  predictor.dispose()
  return numbers
}
