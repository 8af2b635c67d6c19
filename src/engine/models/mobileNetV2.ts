import { tf } from '../tensorflow'
import { channels, Layers } from './layers'
import type { ModelOptions } from './options'
import { padToHalve } from './padding'
import { end } from './top'

interface Stage {
  /** How many times wider a block is inside than at its entry. */
  readonly expansion: number
  readonly filters: number
  readonly blocks: number
  /** Of the stage's first block; the others keep the size. */
  readonly strides: number
}

/** https://arxiv.org/abs/1801.04381, table 2. */
const stages: readonly Stage[] = [
  { expansion: 1, filters: 16, blocks: 1, strides: 1 },
  { expansion: 6, filters: 24, blocks: 2, strides: 2 },
  { expansion: 6, filters: 32, blocks: 3, strides: 2 },
  { expansion: 6, filters: 64, blocks: 4, strides: 2 },
  { expansion: 6, filters: 96, blocks: 3, strides: 1 },
  { expansion: 6, filters: 160, blocks: 3, strides: 2 },
  { expansion: 6, filters: 320, blocks: 1, strides: 1 },
]

const stemFilters = 32
const topFilters = 1280
const normalization = { epsilon: 1e-3, momentum: 0.999 }

export function mobileNetV2(options: ModelOptions): tf.LayersModel {
  const layers = new Layers()
  const photos = layers.input(options.input)
  const stem = { strides: 2, padding: 'same', useBias: false, name: 'Conv1' } as const
  let x = layers.convolution(photos, stemFilters, 3, stem)
  x = layers.batchNormalization(x, { ...normalization, name: 'bn_Conv1' })
  x = layers.relu6(x, 'Conv1_relu')
  for (const [index, block] of blocks().entries()) x = buildBlock(layers, x, index, block)
  x = layers.convolution(x, topFilters, 1, { useBias: false, name: 'Conv_1' })
  x = layers.batchNormalization(x, { ...normalization, name: 'Conv_1_bn' })
  x = layers.relu6(x, 'out_relu')
  const outputs = end(layers, x, options)
  return tf.model({ inputs: photos, outputs, name: `mobilenetv2_1.00_${options.input[0]}` })
}

function blocks(): Omit<Stage, 'blocks'>[] {
  return stages.flatMap(({ blocks, ...first }) =>
    Array.from({ length: blocks }, (_, index) => (index === 0 ? first : { ...first, strides: 1 })),
  )
}

/** An inverted residual: wider by a 1×1 convolution, filtered channel by channel, and narrow again. */
function buildBlock(
  layers: Layers,
  entry: tf.SymbolicTensor,
  number: number,
  { expansion, filters, strides }: Omit<Stage, 'blocks'>,
): tf.SymbolicTensor {
  const name = number === 0 ? 'expanded_conv' : `block_${number}`
  const width = channels(entry)
  const across = { padding: 'same', useBias: false } as const
  let x = entry
  if (number > 0) {
    x = layers.convolution(x, width * expansion, 1, { ...across, name: `${name}_expand` })
    x = layers.batchNormalization(x, { ...normalization, name: `${name}_expand_BN` })
    x = layers.relu6(x, `${name}_expand_relu`)
  }
  if (strides > 1) x = padToHalve(layers, x, 3, `${name}_pad`)
  const padding = strides > 1 ? 'valid' : 'same'
  x = layers.depthwiseConvolution(x, 3, { strides, padding, name: `${name}_depthwise` })
  x = layers.batchNormalization(x, { ...normalization, name: `${name}_depthwise_BN` })
  x = layers.relu6(x, `${name}_depthwise_relu`)
  x = layers.convolution(x, filters, 1, { ...across, name: `${name}_project` })
  x = layers.batchNormalization(x, { ...normalization, name: `${name}_project_BN` })
  return strides === 1 && width === filters ? layers.add([entry, x], `${name}_add`) : x
}
