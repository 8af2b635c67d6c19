import type { Preprocessing } from '../../shared/models'
import { AppError } from '../../shared/errors'
import { headLayers } from '../head/build'
import { tf } from '../tensorflow'
import { preprocessingLayer } from './preprocessing-layers'

/**
 * Preprocessing, base and head as one model of standard layers: `[n, height, width, 3]` pixels of 0 to 255 in, `[n,
 * classes]` probabilities out, also for two classes. It shares the layers of base and head, without the dropout, and is
 * not to be trained.
 */
export function wholeNetwork(
  base: tf.LayersModel,
  head: tf.LayersModel,
  preprocessing: Preprocessing,
): tf.LayersModel {
  const pixels = tf.input({ shape: base.inputs[0]?.shape.slice(1) ?? [], name: 'pixels' })
  const features = replay(base, apply(preprocessingLayer(preprocessing), pixels))
  const layers = headLayers(head).filter((layer) => layer.getClassName() !== 'SeededDropout')
  const scores = layers.pop()
  if (!scores) throw new AppError('internal', 'A head without layers cannot be exported.')
  const last = layers.reduce((x, layer) => apply(layer, x), features)
  return tf.model({ inputs: pixels, outputs: withProbabilities(scores, last), name: 'headstart' })
}

/** Applies the layers of a model to another input, so that its graph is not nested in the one around it. */
function replay(model: tf.LayersModel, input: tf.SymbolicTensor): tf.SymbolicTensor {
  const replayed = new Map<number, tf.SymbolicTensor>()
  const placeOf = (tensor: tf.SymbolicTensor): tf.SymbolicTensor => {
    const found = replayed.get(tensor.id)
    if (found) return found
    throw new AppError(
      'internal',
      `Layer order of ${model.name}: ${tensor.name} is needed before it is there.`,
    )
  }
  for (const layer of model.layers) {
    const output = layer.output as tf.SymbolicTensor
    if (layer.getClassName() === 'InputLayer') {
      replayed.set(output.id, input)
      continue
    }
    const inputs = Array.isArray(layer.input) ? layer.input.map(placeOf) : placeOf(layer.input)
    replayed.set(output.id, layer.apply(inputs) as tf.SymbolicTensor)
  }
  return placeOf(model.outputs[0] as tf.SymbolicTensor)
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
