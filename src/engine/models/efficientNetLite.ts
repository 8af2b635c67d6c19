import { tf } from '../tensorflow'
import { channels, Layers } from './layers'
import type { ModelOptions } from './options'
import { pool } from './top'

interface Stage {
  readonly kernel: number
  /** Of the stage's first block; the others keep the size. */
  readonly stride: number
  /** How many times wider a block is inside than at its entry. */
  readonly expansion: number
  readonly filters: number
  readonly blocks: number
}

/** https://arxiv.org/abs/1905.11946, table 1 (EfficientNet-B0, of which Lite0 keeps every width and depth). */
const stages: readonly Stage[] = [
  { kernel: 3, stride: 1, expansion: 1, filters: 16, blocks: 1 },
  { kernel: 3, stride: 2, expansion: 6, filters: 24, blocks: 2 },
  { kernel: 5, stride: 2, expansion: 6, filters: 40, blocks: 2 },
  { kernel: 3, stride: 2, expansion: 6, filters: 80, blocks: 3 },
  { kernel: 5, stride: 1, expansion: 6, filters: 112, blocks: 3 },
  { kernel: 5, stride: 2, expansion: 6, filters: 192, blocks: 4 },
  { kernel: 3, stride: 1, expansion: 6, filters: 320, blocks: 1 },
]

const stemFilters = 32
const topFilters = 1280
const dropoutRate = 0.2
/** Every convolution that mixes channels. */
const across = { padding: 'same', useBias: false } as const

/**
 * EfficientNet-Lite0: EfficientNet-B0 with ReLU6 for swish and without squeeze-and-excitation
 * (https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite). Takes preprocessed photos
 * `[n, height, width, 3]`; gives `[n, classes]` with the top, else `[n, 1280]` or `[n, ⌈height/32⌉, ⌈width/32⌉, 1280]`.
 * Layers carry the names that Keras gives those of EfficientNet.
 */
export function efficientNetLite0(options: ModelOptions): tf.LayersModel {
  const layers = new Layers()
  const photos = layers.input(options.input)
  let x = layers.convolution(photos, stemFilters, 3, { ...across, strides: 2, name: 'stem_conv' })
  x = normalizeAndActivate(layers, x, 'stem')
  for (const [index, stage] of stages.entries()) x = buildStage(layers, x, `block${index + 1}`, stage)
  x = layers.convolution(x, topFilters, 1, { ...across, name: 'top_conv' })
  x = normalizeAndActivate(layers, x, 'top')
  const outputs = options.includeTop
    ? top(layers, x, options)
    : pool(layers, x, options.pooling, { avg: 'avg_pool', max: 'max_pool' })
  return tf.model({ inputs: photos, outputs, name: 'efficientnet-lite0' })
}

function buildStage(layers: Layers, entry: tf.SymbolicTensor, name: string, stage: Stage): tf.SymbolicTensor {
  let x = entry
  for (let index = 0; index < stage.blocks; index++) {
    const letter = String.fromCharCode('a'.charCodeAt(0) + index)
    x = buildBlock(layers, x, name + letter, { ...stage, stride: index === 0 ? stage.stride : 1 })
  }
  return x
}

/** An inverted residual: wider by a 1×1 convolution, filtered channel by channel, and narrow again. */
function buildBlock(
  layers: Layers,
  entry: tf.SymbolicTensor,
  name: string,
  { kernel, stride, expansion, filters }: Stage,
): tf.SymbolicTensor {
  const width = channels(entry)
  let x = entry
  if (expansion !== 1) {
    x = layers.convolution(x, width * expansion, 1, { ...across, name: `${name}_expand_conv` })
    x = normalizeAndActivate(layers, x, `${name}_expand`)
  }
  x = layers.depthwiseConvolution(x, kernel, { strides: stride, padding: 'same', name: `${name}_dwconv` })
  x = normalizeAndActivate(layers, x, name)
  x = layers.convolution(x, filters, 1, { ...across, name: `${name}_project_conv` })
  x = layers.batchNormalization(x, { name: `${name}_project_bn` })
  const keepsShape = stride === 1 && width === filters
  return keepsShape ? layers.add([x, entry], `${name}_add`) : x
}

function normalizeAndActivate(layers: Layers, x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return layers.relu6(layers.batchNormalization(x, { name: `${name}_bn` }), `${name}_activation`)
}

function top(layers: Layers, map: tf.SymbolicTensor, { classes, activation }: ModelOptions) {
  const averages = layers.globalAveragePooling(map, { name: 'avg_pool' })
  const dropped = layers.apply(averages, tf.layers.dropout({ rate: dropoutRate, name: 'top_dropout' }))
  return layers.dense(dropped, classes, activation, 'predictions')
}
