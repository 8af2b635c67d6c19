import { tf } from '../tensorflow'
import { Layers } from './layers'
import type { ModelOptions } from './options'
import { end } from './top'

interface Block {
  /** Filters of its separable convolutions, one after another. */
  readonly filters: readonly number[]
  /** Whether it halves the map; else its entry is added as it is. */
  readonly halves: boolean
}

/** https://arxiv.org/abs/1610.02357, figure 5: the blocks with a shortcut, from the second on. */
const blocks: readonly Block[] = [
  { filters: [128, 128], halves: true },
  { filters: [256, 256], halves: true },
  { filters: [728, 728], halves: true },
  ...Array.from({ length: 8 }, () => ({ filters: [728, 728, 728], halves: false })),
  { filters: [728, 1024], halves: true },
]

const firstBlock = 2
const exitFilters = [1536, 2048]

export function xception(options: ModelOptions): tf.LayersModel {
  const layers = new Layers()
  const photos = layers.input(options.input)
  let x = stem(layers, photos)
  for (const [index, block] of blocks.entries()) x = buildBlock(layers, x, index + firstBlock, block)
  for (const [index, filters] of exitFilters.entries()) {
    const name = `block${blocks.length + firstBlock}_sepconv${index + 1}`
    x = separable(layers, x, filters, name)
    x = layers.relu(x, `${name}_act`)
  }
  const outputs = end(layers, x, options, { top: 'avg_pool' })
  return tf.model({ inputs: photos, outputs, name: 'xception' })
}

function stem(layers: Layers, photos: tf.SymbolicTensor): tf.SymbolicTensor {
  let x = layers.convolution(photos, 32, 3, { strides: 2, useBias: false, name: 'block1_conv1' })
  x = layers.batchNormalization(x, { name: 'block1_conv1_bn' })
  x = layers.relu(x, 'block1_conv1_act')
  x = layers.convolution(x, 64, 3, { useBias: false, name: 'block1_conv2' })
  x = layers.batchNormalization(x, { name: 'block1_conv2_bn' })
  return layers.relu(x, 'block1_conv2_act')
}

function buildBlock(layers: Layers, entry: tf.SymbolicTensor, number: number, { filters, halves }: Block) {
  const shortcut = halves ? halvedShortcut(layers, entry, filters.at(-1) ?? 0) : entry
  let x = entry
  for (const [index, width] of filters.entries()) {
    const name = `block${number}_sepconv${index + 1}`
    // The stem ends with an activation of its own.
    if (number > firstBlock || index > 0) x = layers.relu(x, `${name}_act`)
    x = separable(layers, x, width, name)
  }
  if (halves) x = layers.maxPooling(x, 3, { strides: 2, padding: 'same', name: `block${number}_pool` })
  return layers.add([x, shortcut])
}

function halvedShortcut(layers: Layers, entry: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  const x = layers.convolution(entry, filters, 1, { strides: 2, padding: 'same', useBias: false })
  return layers.batchNormalization(x)
}

function separable(layers: Layers, x: tf.SymbolicTensor, filters: number, name: string): tf.SymbolicTensor {
  const convolved = layers.separableConvolution(x, filters, 3, { padding: 'same', name })
  return layers.batchNormalization(convolved, { name: `${name}_bn` })
}
