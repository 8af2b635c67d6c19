import type { Preprocessing } from '../../shared/models'
import { replay } from '../models/replay'
import { tf } from '../tensorflow'
import { preprocessingLayer } from './preprocessing-layers'

/**
 * Preprocessing, base and head as one model of standard layers: `[n, height, width, 3]` pixels of 0 to 255 in, `[n,
 * classes]` probabilities out, also for two classes. It shares the layers of base and head, without the dropout, and is
 * not to be trained.
 * @param base null: the head takes pixels of 0 to 1
 * @param preprocessing of the base
 */
export function wholeNetwork(
  base: tf.LayersModel | null,
  head: tf.LayersModel,
  preprocessing: Preprocessing | null,
): tf.LayersModel {
  const shape = (base ?? head).inputs[0]?.shape.slice(1) ?? []
  const pixels = tf.input({ shape, name: 'pixels' })
  const prepared = apply(preprocessingLayer(preprocessing), pixels)
  const features = base ? replay(base, prepared)(base.outputs[0] as tf.SymbolicTensor) : prepared
  const scores = head.layers.at(-1) as tf.layers.Layer
  const skips = (layer: tf.layers.Layer): boolean =>
    layer.getClassName() === 'SeededDropout' || layer === scores
  const last = replay(head, features, { skips })(scores.input as tf.SymbolicTensor)
  return tf.model({ inputs: pixels, outputs: withProbabilities(scores, last), name: 'headstart' })
}

/** One sigmoid becomes a softmax over two that says the same: the scores of 0 and of what the sigmoid took. */
function withProbabilities(scores: tf.layers.Layer, features: tf.SymbolicTensor): tf.SymbolicTensor {
  const isSingle = (scores.outputShape as tf.Shape).at(-1) === 1
  if (!isSingle) return apply(scores, features)
  const pair = tf.layers.dense({ units: 2, activation: 'softmax', name: scores.name })
  const output = apply(pair, features)
  tf.tidy(() => {
    pair.setWeights(scores.getWeights().map((weight) => tf.concat([tf.zerosLike(weight), weight], -1)))
  })
  return output
}

function apply(layer: tf.layers.Layer, x: tf.SymbolicTensor): tf.SymbolicTensor {
  return layer.apply(x) as tf.SymbolicTensor
}
