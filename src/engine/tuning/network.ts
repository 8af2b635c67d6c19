import { headLayers } from '../head/build'
import { drawsOf, modelLearner, variablesOf } from '../head/learner'
import type { Learner } from '../head/learner'
import { replay } from '../models/replay'
import { tf } from '../tensorflow'
import { normalizeByAverages } from './normalization'

/** The end of a base with a head on it, taking what the base gives where it is cut. */
export interface TunedNetwork {
  /** Of what it takes of one photo: `[height, width, channels]`. */
  readonly inputShape: readonly number[]
  readonly learner: Learner
  /** The same as one model, to be written. */
  readonly whole: tf.LayersModel
  /** Frees it, the base and the head. */
  dispose(): void
}

/**
 * Puts the part of a base after a cut and a trained head together; it takes both over.
 *
 * The base's part is applied as in prediction also while it learns: batch normalisation goes by its moving averages, which
 * stay as they are, since a few photos a batch would spoil them
 * (https://keras.io/guides/transfer_learning, "BatchNormalization layer").
 * @param base without its top, ended as the head takes it
 */
export function tunedNetwork(
  base: tf.LayersModel,
  cut: string,
  head: tf.LayersModel,
  classes: number,
): TunedNetwork {
  // Before the head's layers are used a second time: then they have no one input any more.
  const headLearner = modelLearner(head, classes)
  const { shape } = base.getLayer(cut).output as tf.SymbolicTensor
  const inputShape = shape.slice(1).map((side) => side ?? 0)
  const input = tf.input({ shape: inputShape })
  const features = replay(base, input, { after: cut })(base.outputs[0] as tf.SymbolicTensor)
  const tail = tf.model({ inputs: input, outputs: features, name: 'tail' })
  for (const layer of tail.layers) {
    if (layer.getClassName() === 'BatchNormalization') normalizeByAverages(layer)
  }
  const scores = headLayers(head).reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, features)
  const whole = tf.model({ inputs: input, outputs: scores, name: 'tuned' })
  return {
    inputShape,
    whole,
    learner: {
      classes,
      variables: [...variablesOf(tail.trainableWeights), ...headLearner.variables],
      state: [...variablesOf(tail.weights), ...headLearner.state],
      draws: drawsOf(head),
      logits: (values, training) =>
        headLearner.logits(tail.apply(values, { training: false }) as tf.Tensor, training),
    },
    dispose() {
      // Each layer counts its uses: those of the base and of the head, and once more here.
      base.dispose()
      head.dispose()
      whole.dispose()
    },
  }
}

/**
 * A base up to a cut, which it takes over: what comes after is freed.
 * @param base without its top
 */
export function frontOf(base: tf.LayersModel, cut: string): tf.LayersModel {
  const front = tf.model({ inputs: base.inputs, outputs: base.getLayer(cut).output, name: base.name })
  for (const layer of base.layers) if (!front.layers.includes(layer)) layer.dispose()
  return front
}
