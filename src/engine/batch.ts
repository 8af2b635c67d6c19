import { tf } from './tensorflow'

/**
 * Runs `use` with photos as one tensor, which lives as long as that.
 * @param photos height × width × 3 bytes each
 */
export function withBatch<T>(
  photos: readonly Uint8Array[],
  [height, width]: readonly [number, number, ...unknown[]],
  use: (photos: tf.Tensor4D) => T,
): T {
  const pixels = new Int32Array(photos.length * height * width * 3)
  for (const [index, photo] of photos.entries()) pixels.set(photo, index * height * width * 3)
  const tensor = tf.tensor4d(pixels, [photos.length, height, width, 3], 'int32')
  try {
    return use(tensor)
  } finally {
    tensor.dispose()
  }
}
