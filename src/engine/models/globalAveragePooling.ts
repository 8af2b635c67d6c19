import { tf } from '../tensorflow'

type Arguments = ConstructorParameters<typeof tf.layers.Layer>[0] & { keepdims?: boolean }

/**
 * Keras' `GlobalAveragePooling2D` with `keepdims`, of which tfjs' own layer knows nothing: `[n, height, width, channels]`
 * becomes `[n, 1, 1, channels]`. It is registered under the same name, so that saved networks of both kinds can be
 * read; without `keepdims` it does what the other does.
 */
export class GlobalAveragePooling2D extends tf.layers.Layer {
  static readonly className = 'GlobalAveragePooling2D'
  readonly #keepdims: boolean

  constructor(config: Arguments) {
    super(config)
    this.#keepdims = config.keepdims ?? false
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch = null, , , channels = null] = inputShape as tf.Shape
    return this.#keepdims ? [batch, 1, 1, channels] : [batch, channels]
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.mean(Array.isArray(inputs) ? (inputs[0] ?? []) : inputs, [1, 2], this.#keepdims))
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), dataFormat: 'channelsLast', keepdims: this.#keepdims }
  }
}

tf.serialization.registerClass(GlobalAveragePooling2D)
