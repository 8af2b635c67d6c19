import { tf } from '../tensorflow'

type Options = NonNullable<ConstructorParameters<typeof tf.layers.Layer>[0]> & {
  readonly rate: number
  readonly seed: number
}

/**
 * Dropout that draws from its seed and how often it was trained: the layer of tfjs takes a seed and does without it,
 * so that no training could be repeated.
 */
export class SeededDropout extends tf.layers.Layer {
  static readonly className = 'SeededDropout'
  readonly #rate: number
  readonly #seed: number
  /** How often it has dropped: the next drop is decided by it. */
  steps = 0

  constructor({ rate, seed, ...options }: Options) {
    super(options)
    this.#rate = rate
    this.#seed = seed
    this.supportsMasking = true
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return inputShape
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor
      if (training !== true) return input.clone()
      return tf.dropout(input, this.#rate, undefined, `${this.#seed}:${this.steps++}`)
    })
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), rate: this.#rate, seed: this.#seed }
  }
}

tf.serialization.registerClass(SeededDropout)
