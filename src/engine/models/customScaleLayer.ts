import { tf } from '../tensorflow'

type Arguments = ConstructorParameters<typeof tf.layers.Layer>[0] & { scale: number }

/**
 * The scaled residual of InceptionResNetV2: of two feature maps of one shape, the first plus `scale` times the second.
 * tfjs has no layer for it; the name is the one that Keras gives its own.
 */
export class CustomScaleLayer extends tf.layers.Layer {
  static readonly className = 'CustomScaleLayer'
  readonly scale: number

  constructor(config: Arguments) {
    super(config)
    this.scale = config.scale
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return (inputShape as tf.Shape[])[0] ?? []
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [entry, residual] = inputs as [tf.Tensor, tf.Tensor]
    return tf.tidy(() => entry.add(residual.mul(this.scale)))
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), scale: this.scale }
  }
}

tf.serialization.registerClass(CustomScaleLayer)
