import { tf } from '../tensorflow'
import type { Learner } from './learner'
import type { Optimizer } from './optimizer'

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

/**
 * What a training lowers: the mean over the photos of a batch of the cross-entropy of the learner's scores before their
 * activation, where it is exact, each photo's times the weight of its class. What is told is never weighted, so that
 * it can be compared: with the validation photos, and with a run that has other weights.
 */
export class Objective {
  /** @param weights of the classes; null: all count the same */
  constructor(
    private readonly learner: Learner,
    private readonly weights: readonly number[] | null = null,
  ) {}

  /** Measures photos without learning from them. */
  measure(features: tf.Tensor, labels: readonly number[]): Measured {
    return tf.tidy(() => {
      const logits = this.learner.logits(features, false)
      const loss = this.#losses(logits, labels).mean().dataSync()[0] ?? NaN
      return { loss: loss * labels.length, correct: this.#correct(logits, labels) }
    })
  }

  /** One step of the optimizer on a batch, measured as it was before the step. */
  learn(
    optimizer: Optimizer,
    learningRate: number,
    features: tf.Tensor,
    labels: readonly number[],
  ): Measured {
    return tf.tidy(() => {
      let [correct, loss] = [0, NaN]
      const forward = (): tf.Scalar => {
        const logits = this.learner.logits(features, true)
        correct = this.#correct(logits, labels)
        const losses = this.#losses(logits, labels)
        if (this.weights) loss = losses.mean().dataSync()[0] ?? NaN
        return this.#weighted(losses, labels).mean<tf.Scalar>()
      }
      const lowered = optimizer.minimize(forward, learningRate).dataSync()[0] ?? NaN
      return { loss: (this.weights ? loss : lowered) * labels.length, correct }
    })
  }

  #weighted(losses: tf.Tensor, labels: readonly number[]): tf.Tensor {
    const { weights } = this
    return weights ? losses.mul(tf.tensor1d(labels.map((label) => weights[label] ?? 0))) : losses
  }

  /** A photo each. */
  #losses(logits: tf.Tensor2D, labels: readonly number[]): tf.Tensor {
    const { classes } = this.learner
    const { NONE } = tf.Reduction
    if (classes === 2) {
      const wished = tf.tensor2d([...labels], [labels.length, 1])
      return tf.losses.sigmoidCrossEntropy(wished, logits, undefined, 0, NONE).reshape([labels.length])
    }
    const wished = tf.oneHot(tf.tensor1d([...labels], 'int32'), classes).toFloat()
    return tf.losses.softmaxCrossEntropy(wished, logits, undefined, 0, NONE).reshape([labels.length])
  }

  #correct(logits: tf.Tensor2D, labels: readonly number[]): number {
    const values = this.learner.classes === 2 ? logits.greater(0).dataSync() : logits.argMax(1).dataSync()
    return labels.reduce((sum, label, row) => sum + (values[row] === label ? 1 : 0), 0)
  }
}
