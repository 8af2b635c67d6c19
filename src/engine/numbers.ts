import { tf } from './tensorflow'

/**
 * What a computation gives, in JavaScript's memory, and nothing of it in TensorFlow's. The numbers are no result of
 * `tf.tidy`, which would look at each of them for a tensor: a second for a million.
 * @param compute gives float32
 */
export function numbersOf(compute: () => tf.Tensor): Float32Array {
  const result = tf.tidy(compute)
  try {
    return result.dataSync() as Float32Array
  } finally {
    result.dispose()
  }
}
