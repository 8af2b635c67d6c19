import { tf } from '../../src/engine/tensorflow'

/**
 * Numbers in [0, 1) that any language can make: a counter, mixed. They fill weights and a photo, so that networks can
 * be compared without exchanging weights.
 * @param key what the numbers are for, such as `block1_conv1/kernel`
 * @param write is given each number with its place, 0 to `count` - 1
 */
function forEachUniform(key: string, count: number, write: (uniform: number, index: number) => void): void {
  const seed = fnv1a(key)
  for (let index = 0; index < count; index++) {
    let x = (seed + Math.imul(index + 1, 0x9e3779b9)) >>> 0
    x = Math.imul(x ^ (x >>> 16), 0x21f0aaad)
    x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
    write(((x ^ (x >>> 15)) >>> 8) / 2 ** 24, index)
  }
}

/** The 32-bit hash of a text, http://www.isthe.com/chongo/tech/comp/fnv. */
function fnv1a(text: string): number {
  return new TextEncoder().encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5)
}

/** Pixels of a photo, red, green, blue, 0 to 255. @returns `[1, side, side, 3]`, which the caller disposes of */
export function generatedPhoto(side: number): tf.Tensor4D {
  const pixels = new Int32Array(side * side * 3)
  forEachUniform('image', pixels.length, (uniform, index) => (pixels[index] = Math.floor(uniform * 256)))
  return tf.tensor4d(pixels, [1, side, side, 3], 'int32')
}

/** Gives every weight of a network its generated numbers. */
export function fillWithGeneratedWeights(model: tf.LayersModel): void {
  for (const layer of model.layers) {
    if (layer.weights.length === 0) continue
    const values = layer.weights.map((weight) => generatedWeight(layer, weight))
    layer.setWeights(values)
    tf.dispose(values)
  }
}

function generatedWeight(layer: tf.layers.Layer, weight: tf.LayerVariable): tf.Tensor {
  const shape = weight.shape as number[]
  const name = kerasName(layer, weight.originalName.split('/').at(-1) ?? '')
  const [factor, offset] = scaleOf(name, layer, shape)
  const values = new Float32Array(tf.util.sizeFromShape(shape))
  forEachUniform(`${layer.name}/${name}`, values.length, (uniform, index) => {
    values[index] = offset + factor * uniform
  })
  return tf.tensor(values, shape)
}

/** Keras 3 calls the one kernel of a depthwise convolution `kernel`. */
function kerasName(layer: tf.layers.Layer, name: string): string {
  return layer.getClassName() === 'DepthwiseConv2D' && name === 'depthwise_kernel' ? 'kernel' : name
}

/** How a number from 0 to 1 becomes a weight: what it is multiplied by, and what is added. */
function scaleOf(
  name: string,
  layer: tf.layers.Layer,
  shape: readonly number[],
): [factor: number, offset: number] {
  if (name === 'gamma' || name === 'moving_variance') return [0.4, 0.8]
  if (!name.endsWith('kernel')) return [0.2, -0.1]
  const perChannel =
    name === 'depthwise_kernel' || (layer.getClassName() === 'DepthwiseConv2D' && name === 'kernel')
  const fanIn = shape.slice(0, perChannel ? 2 : -1).reduce((product, side) => product * side, 1)
  const limit = Math.sqrt(6 / fanIn)
  return [2 * limit, -limit]
}
