import { tf } from '../tensorflow'
import { Layers } from './layers'
import type { ModelOptions } from './options'
import { pool } from './top'

interface Block {
  readonly filters: number
  readonly strides: number
}

/** https://arxiv.org/abs/1704.04861, table 1. */
const blocks: readonly Block[] = [
  { filters: 64, strides: 1 },
  { filters: 128, strides: 2 },
  { filters: 128, strides: 1 },
  { filters: 256, strides: 2 },
  { filters: 256, strides: 1 },
  { filters: 512, strides: 2 },
  ...Array.from({ length: 5 }, () => ({ filters: 512, strides: 1 })),
  { filters: 1024, strides: 2 },
  { filters: 1024, strides: 1 },
]

const dropoutRate = 1e-3

export function mobileNet(options: ModelOptions): tf.LayersModel {
  const layers = new Layers()
  const photos = layers.input(options.input)
  let x = layers.convolution(photos, 32, 3, { strides: 2, padding: 'same', useBias: false, name: 'conv1' })
  x = layers.batchNormalization(x, { name: 'conv1_bn' })
  x = layers.relu6(x, 'conv1_relu')
  for (const [index, entry] of blocks.entries()) x = block(layers, x, index + 1, entry)
  const outputs = options.includeTop ? top(layers, x, options) : pool(layers, x, options.pooling)
  return tf.model({ inputs: photos, outputs, name: `mobilenet_1.00_${options.input[0]}` })
}

/** A convolution in two steps: channel by channel, then across the channels. */
function block(layers: Layers, entry: tf.SymbolicTensor, number: number, { filters, strides }: Block) {
  let x = entry
  if (strides > 1) x = layers.zeroPadding(x, [[0, 1], [0, 1]], `conv_pad_${number}`) // prettier-ignore
  const padding = strides > 1 ? 'valid' : 'same'
  x = layers.depthwiseConvolution(x, 3, { strides, padding, name: `conv_dw_${number}` })
  x = layers.batchNormalization(x, { name: `conv_dw_${number}_bn` })
  x = layers.relu6(x, `conv_dw_${number}_relu`)
  x = layers.convolution(x, filters, 1, { padding: 'same', useBias: false, name: `conv_pw_${number}` })
  x = layers.batchNormalization(x, { name: `conv_pw_${number}_bn` })
  return layers.relu6(x, `conv_pw_${number}_relu`)
}

/** The classes come from a 1×1 convolution. */
function top(layers: Layers, map: tf.SymbolicTensor, { classes, activation }: ModelOptions) {
  let x = layers.globalAveragePooling(map, { keepdims: true })
  x = layers.apply(x, tf.layers.dropout({ rate: dropoutRate, name: 'dropout' }))
  x = layers.convolution(x, classes, 1, { padding: 'same', name: 'conv_preds' })
  x = layers.apply(x, tf.layers.reshape({ targetShape: [classes], name: 'reshape_2' }))
  return layers.activation(x, activation, 'predictions')
}
