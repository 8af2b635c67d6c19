import { AppError } from '../../shared/errors'
import type { Gathering } from '../features/table'
import { tf } from '../tensorflow'
import { SeededDropout } from './dropout'

/** What draws numbers one step after the other: set to where it was, it goes on with the same numbers. */
export interface DrawnSteps {
  /** How often it has drawn. */
  steps: number
}

/** What a training trains: a head, a network of its own, or the end of a base with a head. */
export interface Learner {
  /** How many, 2 or more. */
  readonly classes: number
  /** What the optimizer changes, always in the same order. */
  readonly variables: readonly tf.Variable[]
  /** All that decides its answers, moving averages included: kept of the best epoch and in checkpoints, in this order. */
  readonly state: readonly tf.Variable[]
  /** Its dropout layers: a checkpoint keeps how far each is. */
  readonly draws: readonly DrawnSteps[]
  /**
   * Scores before their activation, where the loss is exact.
   * @param input `[n, ...shape of the table]`
   * @param training whether dropout drops and batch normalisation goes by the batch
   * @returns `[n, classes]`, or for two classes `[n, 1]`, of the second one
   */
  logits(input: tf.Tensor, training: boolean): tf.Tensor2D
}

export interface LearningGathering extends Gathering {
  /**
   * From 1, of all phases together, when rows are to be learned from: what is augmented is drawn by it; null when they are
   * only measured.
   */
  readonly epoch: number | null
}

/** Where a learner's inputs come from: features, photos as they are read, or what a base gives where it is cut. */
export interface TrainingTable {
  /** Of one photo. */
  readonly shape: readonly number[]
  /**
   * Some rows, in the order asked for.
   * @returns as many values a row as the shape says, the caller's own
   */
  gather(rows: readonly number[], how: LearningGathering): Promise<Float32Array>
}

/**
 * A learner of any network whose last layer is a dense one with the scores, sequential or not.
 * The network stays the caller's, who disposes of it.
 * @param classes its last layer has as many units, or one for two classes
 */
export function modelLearner(model: tf.LayersModel, classes: number): Learner {
  const last = model.layers.at(-1)
  if (last?.getClassName() !== 'Dense') {
    throw new AppError('internal', 'A network that learns needs a dense layer of scores at its end.')
  }
  // Shares the layers, holds no tensors of its own, and is never disposed of: the layers are the network's.
  const body = tf.model({ inputs: model.inputs, outputs: last.input as tf.SymbolicTensor })
  return {
    classes,
    variables: variablesOf(model.trainableWeights),
    state: variablesOf(model.weights),
    draws: drawsOf(model),
    logits: (input, training) => denseLogits(last, body.apply(input, { training }) as tf.Tensor),
  }
}

/** What a dense layer gives before its activation. @param input `[n, features]` */
export function denseLogits(layer: tf.layers.Layer, input: tf.Tensor): tf.Tensor2D {
  const [kernel, bias] = variablesOf(layer.weights)
  if (!kernel || !bias) throw new AppError('internal', 'A layer of scores needs a kernel and a bias.')
  return (input as tf.Tensor2D).matMul<tf.Tensor2D>(kernel).add(bias)
}

/** The variables behind a model's or a layer's weights. */
export function variablesOf(weights: readonly tf.LayerVariable[]): tf.Variable[] {
  return weights.map((weight) => weight.read() as tf.Variable)
}

/** The dropout layers of a network, those of networks in it included. */
export function drawsOf(model: tf.LayersModel): DrawnSteps[] {
  return model.layers.flatMap((layer) => {
    if (layer instanceof SeededDropout) return [layer]
    return layer instanceof tf.LayersModel ? drawsOf(layer) : []
  })
}
