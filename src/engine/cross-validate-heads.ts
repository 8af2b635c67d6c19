import { Optimizer } from './head/optimizer'
import type { FoldScaling } from './cross-validate-scaling'
import { numbersOf } from './numbers'
import { tf } from './tensorflow'

/** How the heads learn; docs/training.md says what was tried. */
export const recipe = {
  /** At the first step; it falls to 0 along half a cosine (Loshchilov and Hutter, "SGDR", 2017, without restarts). */
  learningRate: 0.002,
  /** Decoupled from the gradient (Loshchilov and Hutter, "Decoupled weight decay regularization", 2019). */
  weightDecay: 0.1,
  /** Fewer steps than this are made up for by more epochs. */
  steps: 30,
  epochs: 5,
}

/** Photos with the features that the heads take. */
export interface FoldedBatch {
  /** `labels.length × features`. */
  readonly values: Float32Array
  readonly labels: readonly number[]
  readonly folds: readonly number[]
}

/**
 * One dense layer a fold, all trained at once: a batch goes through all of them in one product, and a photo's own
 * fold counts nothing in it. The loss is convex, so that they begin at zero and need no seed.
 */
export class FoldHeads {
  readonly #folds: number
  /** 1 for two classes: the score of the second. */
  readonly #outputs: number
  readonly #kernel: tf.Variable<tf.Rank.R3>
  readonly #bias: tf.Variable<tf.Rank.R2>
  readonly #optimizer: Optimizer
  readonly #shares: tf.Tensor1D

  /** @param scaling becomes theirs, and is disposed of with them */
  constructor(
    private readonly classes: number,
    private readonly scaling: FoldScaling,
  ) {
    const [features, folds] = scaling.means.shape
    this.#folds = folds
    this.#outputs = classes === 2 ? 1 : classes
    this.#kernel = variable([features, folds, this.#outputs]) as tf.Variable<tf.Rank.R3>
    this.#bias = variable([folds, this.#outputs]) as tf.Variable<tf.Rank.R2>
    this.#optimizer = new Optimizer({ optimizer: 'adam', momentum: 0 }, [this.#kernel, this.#bias])
    // What a photo counts in a batch of all photos: a smaller batch stands for all with the same shares.
    this.#shares = tf.tensor1d(scaling.counts.map((count) => 1 / Math.max(1, count)))
  }

  /** One step, after which `progress` (0 to 1) of all are done. @param all photos of all batches */
  learn(batch: FoldedBatch, progress: number, all: number): void {
    const rate = (recipe.learningRate * (1 + Math.cos(Math.PI * progress))) / 2
    tf.tidy(() => {
      this.#optimizer.minimize(() => this.#loss(batch, all), rate)
      this.#kernel.assign(this.#kernel.mul(1 - rate * recipe.weightDecay))
    })
  }

  /**
   * What the head that has not learned from a photo says of it.
   * @returns `n × classes` probabilities
   */
  probabilities({ values, folds }: Omit<FoldedBatch, 'labels'>): Float32Array {
    return numbersOf(() => {
      const logits = this.#logits(values, folds.length)
      const own = logits.mul(this.#own(folds)).sum<tf.Tensor2D>(1)
      return this.#outputs === 1 ? own.sigmoid() : own.softmax()
    })
  }

  dispose(): void {
    this.#optimizer.dispose()
    tf.dispose([this.#kernel, this.#bias, this.#shares, this.scaling.means, this.scaling.factors])
  }

  /** The sum of the heads' mean losses: each one's gradient is its own. */
  #loss({ values, labels, folds }: FoldedBatch, all: number): tf.Scalar {
    const logits = this.#logits(values, labels.length)
    const counts = tf.scalar(1).sub(this.#own(folds)).squeeze([2]).mul(this.#shares)
    return this.#losses(logits, labels)
      .mul(counts)
      .sum()
      .mul(all / labels.length)
  }

  /** `[n, folds]`. */
  #losses(logits: tf.Tensor3D, labels: readonly number[]): tf.Tensor {
    const classes = tf.tensor1d([...labels], 'int32')
    const shape: [number, number, number] = [labels.length, 1, this.#outputs]
    if (this.#outputs > 1) {
      const wished = tf.oneHot(classes, this.classes).toFloat().reshape(shape)
      return logits.logSumExp(2).sub(logits.mul(wished).sum(2))
    }
    const scores = logits.squeeze<tf.Tensor2D>([2])
    return scores.softplus().sub(scores.mul(classes.toFloat().reshape([labels.length, 1])))
  }

  /** `[n, folds, outputs]`: the standardising is folded into the weights, and the batch stays as it is. */
  #logits(values: Float32Array, count: number): tf.Tensor3D {
    const [features] = this.#kernel.shape
    const kernel = this.#kernel.mul(this.scaling.factors)
    const bias = this.#bias.sub(kernel.mul(this.scaling.means).sum(0))
    return tf
      .tensor2d(values, [count, features])
      .matMul(kernel.reshape<tf.Tensor2D>([features, this.#folds * this.#outputs]))
      .reshape([count, this.#folds, this.#outputs])
      .add(bias)
  }

  /** `[n, folds, 1]`: 1 at a photo's own fold. */
  #own(folds: readonly number[]): tf.Tensor3D {
    return tf
      .oneHot(tf.tensor1d([...folds], 'int32'), this.#folds)
      .toFloat()
      .reshape([folds.length, this.#folds, 1])
  }
}

function variable(shape: number[]): tf.Variable {
  return tf.tidy(() => tf.variable(tf.zeros(shape)))
}
