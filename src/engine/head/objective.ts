import { tf } from '../tensorflow'
import type { Learner } from './learner'

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

/** What a training lowers: cross-entropy of the learner's scores before their activation, where it is exact. */
export class Objective {
  constructor(private readonly learner: Learner) {}

  /** Measures photos without learning from them. */
  measure(features: tf.Tensor, labels: readonly number[]): Measured {
    return tf.tidy(() => {
      const logits = this.learner.logits(features, false)
      const loss = this.#loss(logits, labels).dataSync()[0] ?? NaN
      return { loss: loss * labels.length, correct: this.#correct(logits, labels) }
    })
  }

  /** One step of the optimizer on a batch, measured as it was before the step. */
  learn(optimizer: tf.Optimizer, features: tf.Tensor, labels: readonly number[]): Measured {
    return tf.tidy(() => {
      let correct = 0
      const forward = (): tf.Scalar => {
        const logits = this.learner.logits(features, true)
        correct = this.#correct(logits, labels)
        return this.#loss(logits, labels)
      }
      const loss = optimizer.minimize(forward, true, [...this.learner.variables])?.dataSync()[0] ?? NaN
      return { loss: loss * labels.length, correct }
    })
  }

  #loss(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
    if (this.learner.classes === 2) {
      return tf.losses.sigmoidCrossEntropy(tf.tensor2d([...labels], [labels.length, 1]), logits) as tf.Scalar
    }
    const wished = tf.oneHot(tf.tensor1d([...labels], 'int32'), this.learner.classes)
    return tf.losses.softmaxCrossEntropy(wished.toFloat(), logits) as tf.Scalar
  }

  #correct(logits: tf.Tensor2D, labels: readonly number[]): number {
    const values = this.learner.classes === 2 ? logits.greater(0).dataSync() : logits.argMax(1).dataSync()
    return labels.reduce((sum, label, row) => sum + (values[row] === label ? 1 : 0), 0)
  }
}
