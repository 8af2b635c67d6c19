import { tf } from '../tensorflow'

/**
 * Keras' `ReLU(6)`. The layer of tfjs computes it in three steps over the whole feature map (ReLU, minimum, maximum),
 * with which a network full of it takes a third longer; TensorFlow has one operation for it, gradient included.
 */
export function relu6(name: string): tf.layers.Layer {
  const layer = tf.layers.reLU({ maxValue: 6, name })
  layer.call = (inputs) => tf.tidy(() => tf.relu6(Array.isArray(inputs) ? (inputs[0] ?? []) : inputs))
  return layer
}
