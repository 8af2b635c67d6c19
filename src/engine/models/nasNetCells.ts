import type { tf } from '../tensorflow'
import { channels } from './layers'
import type { Layers } from './layers'
import { padToHalve } from './padding'

const normalization = { momentum: 0.9997, epsilon: 1e-3 }
const average = { strides: 1, padding: 'same' } as const

/**
 * A cell that keeps the size of the map.
 * @param x the map before it
 * @param before the map before that one; left out for the first cell
 * @param filters of each of its five blocks
 * @returns six times as many channels
 */
export function normalCell(
  layers: Layers,
  x: tf.SymbolicTensor,
  before: tf.SymbolicTensor | undefined,
  filters: number,
  name: string,
): tf.SymbolicTensor {
  const p = adjust(layers, before, x, filters, name)
  const h = squeeze(layers, x, filters, {
    convolution: `normal_conv_1_${name}`,
    normalization: `normal_bn_1_${name}`,
  })
  const separable = (from: tf.SymbolicTensor, kernel: number, block: string) =>
    separableBlock(layers, from, filters, { kernel, strides: 1, name: `normal_${block}_${name}` })
  const averaged = (from: tf.SymbolicTensor, block: string) =>
    layers.averagePooling(from, 3, { ...average, name: `normal_${block}_${name}` })

  const sums = [
    () => [separable(h, 5, 'left1'), separable(p, 3, 'right1')],
    () => [separable(p, 5, 'left2'), separable(p, 3, 'right2')],
    () => [averaged(h, 'left3'), p],
    () => [averaged(p, 'left4'), averaged(p, 'right4')],
    () => [separable(h, 3, 'left5'), h],
  ].map((block, index) => layers.add(block(), `normal_add_${index + 1}_${name}`))
  return layers.concatenate([p, ...sums], `normal_concat_${name}`)
}

/** A cell that halves the map, rounded up; of four times as many channels. Otherwise as the other. */
export function reductionCell(
  layers: Layers,
  x: tf.SymbolicTensor,
  before: tf.SymbolicTensor | undefined,
  filters: number,
  name: string,
): tf.SymbolicTensor {
  const p = adjust(layers, before, x, filters, name)
  const h = squeeze(layers, x, filters, {
    convolution: `reduction_conv_1_${name}`,
    normalization: `reduction_bn_1_${name}`,
  })
  const padded = padToHalve(layers, h, 3, `reduction_pad_1_${name}`)
  const halved = { strides: 2 }
  const separable = (from: tf.SymbolicTensor, kernel: number, strides: number, block: string) =>
    separableBlock(layers, from, filters, { kernel, strides, name: `reduction_${block}_${name}` })

  const left1 = separable(h, 5, 2, 'left1')
  const first = layers.add([left1, separable(p, 7, 2, 'right1')], `reduction_add_1_${name}`)
  const left2 = layers.maxPooling(padded, 3, { ...halved, name: `reduction_left2_${name}` })
  const second = layers.add([left2, separable(p, 7, 2, 'right2')], `reduction_add_2_${name}`)
  const left3 = layers.averagePooling(padded, 3, { ...halved, name: `reduction_left3_${name}` })
  const third = layers.add([left3, separable(p, 5, 2, 'right3')], `reduction_add3_${name}`)
  const left4 = layers.averagePooling(first, 3, { ...average, name: `reduction_left4_${name}` })
  const fourth = layers.add([second, left4])
  const left5 = separable(first, 3, 1, 'left4')
  const right5 = layers.maxPooling(padded, 3, { ...halved, name: `reduction_right5_${name}` })
  const fifth = layers.add([left5, right5], `reduction_add4_${name}`)
  return layers.concatenate([second, third, fourth, fifth], `reduction_concat_${name}`)
}

/** Activates, makes as many channels as said, and normalises. */
function squeeze(
  layers: Layers,
  entry: tf.SymbolicTensor,
  filters: number,
  names: { convolution: string; normalization: string },
): tf.SymbolicTensor {
  const options = { padding: 'same', useBias: false, name: names.convolution } as const
  const x = layers.convolution(layers.relu(entry), filters, 1, options)
  return layers.batchNormalization(x, { ...normalization, name: names.normalization })
}

/** Two separable convolutions, the first of which may halve the map. */
function separableBlock(
  layers: Layers,
  entry: tf.SymbolicTensor,
  filters: number,
  { kernel, strides, name }: { kernel: number; strides: number; name: string },
): tf.SymbolicTensor {
  let x = layers.relu(entry)
  if (strides > 1) x = padToHalve(layers, x, kernel, `separable_conv_1_pad_${name}`)
  const padding = strides > 1 ? 'valid' : 'same'
  x = layers.separableConvolution(x, filters, kernel, { strides, padding, name: `separable_conv_1_${name}` })
  x = layers.batchNormalization(x, { ...normalization, name: `separable_conv_1_bn_${name}` })
  x = layers.separableConvolution(layers.relu(x), filters, kernel, {
    padding: 'same',
    name: `separable_conv_2_${name}`,
  })
  return layers.batchNormalization(x, { ...normalization, name: `separable_conv_2_bn_${name}` })
}

/** Gives the map before the last one the size of the last one, or at least its number of channels. */
function adjust(
  layers: Layers,
  before: tf.SymbolicTensor | undefined,
  x: tf.SymbolicTensor,
  filters: number,
  name: string,
): tf.SymbolicTensor {
  if (!before) return x
  const sameSize = before.shape[1] === x.shape[1] && before.shape[2] === x.shape[2]
  if (!sameSize) return halve(layers, before, filters, name)
  if (channels(before) === filters) return before
  return squeeze(layers, before, filters, {
    convolution: `adjust_conv_projection_${name}`,
    normalization: `adjust_bn_${name}`,
  })
}

/** Two halves of the channels: one from the even rows and columns, one from the odd ones. */
function halve(layers: Layers, entry: tf.SymbolicTensor, filters: number, name: string): tf.SymbolicTensor {
  const activated = layers.relu(entry, `adjust_relu_1_${name}`)
  const half = (from: tf.SymbolicTensor, number: number): tf.SymbolicTensor => {
    const x = layers.averagePooling(from, 1, { strides: 2, name: `adjust_avg_pool_${number}_${name}` })
    const options = { padding: 'same', useBias: false, name: `adjust_conv_${number}_${name}` } as const
    return layers.convolution(x, Math.floor(filters / 2), 1, options)
  }
  const even = half(activated, 1)
  const shifted = layers.cropping(layers.zeroPadding(activated, [[0, 1], [0, 1]]), [[1, 0], [1, 0]]) // prettier-ignore
  const x = layers.concatenate([even, half(shifted, 2)])
  return layers.batchNormalization(x, { ...normalization, name: `adjust_bn_${name}` })
}
