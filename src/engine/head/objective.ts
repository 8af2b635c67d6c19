import { AppError } from '../../shared/errors'
import { tf } from '../tensorflow'
import { headLayers } from './build'

/** The sum over some photos. */
export interface Measured {
  /** Sum of the photos' losses in nats. */
  readonly loss: number
  /** How many have their own class as the likeliest. */
  readonly correct: number
}

export const nothing: Measured = { loss: 0, correct: 0 }

export function added(a: Measured, b: Measured): Measured {
  return { loss: a.loss + b.loss, correct: a.correct + b.correct }
}

/** What a training lowers: cross-entropy of the head's scores before their activation, where it is exact. */
export class Objective {
  readonly #layers: readonly tf.layers.Layer[]
  readonly #last: tf.layers.Layer
  readonly variables: tf.Variable[]

  constructor(
    head: tf.LayersModel,
    private readonly classes: number,
  ) {
    const layers = headLayers(head)
    const last = layers.pop()
    if (!last) throw new AppError('internal', 'A head without layers cannot be trained.')
    this.#layers = layers
    this.#last = last
    this.variables = head.trainableWeights.map((weight) => weight.read() as tf.Variable)
  }

  /** Measures photos without learning from them. */
  measure(features: tf.Tensor, labels: readonly number[]): Measured {
    return tf.tidy(() => {
      const logits = this.#logits(features, false)
      const loss = this.#loss(logits, labels).dataSync()[0] ?? NaN
      return { loss: loss * labels.length, correct: this.#correct(logits, labels) }
    })
  }

  /** One step of the optimizer on a batch, measured as it was before the step. */
  learn(optimizer: tf.Optimizer, features: tf.Tensor, labels: readonly number[]): Measured {
    return tf.tidy(() => {
      let correct = 0
      const forward = (): tf.Scalar => {
        const logits = this.#logits(features, true)
        correct = this.#correct(logits, labels)
        return this.#loss(logits, labels)
      }
      const loss = optimizer.minimize(forward, true, this.variables)?.dataSync()[0] ?? NaN
      return { loss: loss * labels.length, correct }
    })
  }

  #logits(features: tf.Tensor, training: boolean): tf.Tensor2D {
    const last = this.#layers.reduce((x, layer) => layer.apply(x, { training }) as tf.Tensor, features)
    const [kernel, bias] = this.#last.weights.map((weight) => weight.read())
    if (!kernel || !bias)
      throw new AppError('internal', 'The last layer of a head needs a kernel and a bias.')
    return last.matMul(kernel).add(bias)
  }

  #loss(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
    if (this.classes === 2) {
      return tf.losses.sigmoidCrossEntropy(tf.tensor2d([...labels], [labels.length, 1]), logits) as tf.Scalar
    }
    const wished = tf.oneHot(tf.tensor1d([...labels], 'int32'), this.classes)
    return tf.losses.softmaxCrossEntropy(wished.toFloat(), logits) as tf.Scalar
  }

  #correct(logits: tf.Tensor2D, labels: readonly number[]): number {
    const values = this.classes === 2 ? logits.greater(0).dataSync() : logits.argMax(1).dataSync()
    return labels.reduce((sum, label, row) => sum + (values[row] === label ? 1 : 0), 0)
  }
}
