import { tf } from '../tensorflow'
import type { ModelOptions } from './options'
import { relu6 } from './relu6'

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

/** Keras takes 0.99 and 1e-3 for every EfficientNet; only the epsilon matters outside training. */
const batchNormalization = { momentum: 0.99, epsilon: 1e-3 }

/**
 * EfficientNet-Lite0: EfficientNet-B0 with ReLU6 for swish and without squeeze-and-excitation
 * (https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite). Takes preprocessed photos
 * `[n, height, width, 3]`; gives `[n, classes]` with the top, else `[n, 1280]` or `[n, ⌈height/32⌉, ⌈width/32⌉, 1280]`.
 * Layers carry the names that Keras gives those of EfficientNet.
 */
export function efficientNetLite0({
  input,
  includeTop,
  pooling,
  classes,
  activation,
}: ModelOptions): tf.LayersModel {
  const photos = tf.input({ shape: [...input, 3] })
  let x = convolution(photos, 'stem_conv', { filters: stemFilters, kernelSize: 3, strides: 2 })
  x = normalizeAndActivate(x, 'stem')
  for (const [index, stage] of stages.entries()) x = buildStage(x, `block${index + 1}`, stage)
  x = convolution(x, 'top_conv', { filters: topFilters, kernelSize: 1 })
  x = normalizeAndActivate(x, 'top')
  if (includeTop || pooling === 'avg') x = apply(tf.layers.globalAveragePooling2d({ name: 'avg_pool' }), x)
  if (includeTop) {
    x = apply(tf.layers.dropout({ rate: dropoutRate, name: 'top_dropout' }), x)
    x = apply(tf.layers.dense({ units: classes, activation, name: 'predictions' }), x)
  }
  return tf.model({ inputs: photos, outputs: x, name: 'efficientnet-lite0' })
}

function buildStage(entry: tf.SymbolicTensor, name: string, stage: Stage): tf.SymbolicTensor {
  let x = entry
  for (let index = 0; index < stage.blocks; index++) {
    const letter = String.fromCharCode('a'.charCodeAt(0) + index)
    x = buildBlock(x, name + letter, { ...stage, stride: index === 0 ? stage.stride : 1 })
  }
  return x
}

/** An inverted residual: wider by a 1×1 convolution, filtered channel by channel, and narrow again. */
function buildBlock(
  entry: tf.SymbolicTensor,
  name: string,
  { kernel, stride, expansion, filters }: Stage,
): tf.SymbolicTensor {
  const width = channels(entry)
  let x = entry
  if (expansion !== 1) {
    x = convolution(x, `${name}_expand_conv`, { filters: width * expansion, kernelSize: 1 })
    x = normalizeAndActivate(x, `${name}_expand`)
  }
  x = apply(
    tf.layers.depthwiseConv2d({
      kernelSize: kernel,
      strides: stride,
      padding: 'same',
      useBias: false,
      name: `${name}_dwconv`,
    }),
    x,
  )
  x = normalizeAndActivate(x, name)
  x = convolution(x, `${name}_project_conv`, { filters, kernelSize: 1 })
  x = normalize(x, `${name}_project_bn`)
  const keepsShape = stride === 1 && width === filters
  return keepsShape ? (tf.layers.add({ name: `${name}_add` }).apply([x, entry]) as tf.SymbolicTensor) : x
}

function convolution(
  x: tf.SymbolicTensor,
  name: string,
  shape: { filters: number; kernelSize: number; strides?: number },
): tf.SymbolicTensor {
  return apply(tf.layers.conv2d({ ...shape, padding: 'same', useBias: false, name }), x)
}

function normalizeAndActivate(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return apply(relu6(`${name}_activation`), normalize(x, `${name}_bn`))
}

function normalize(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return apply(tf.layers.batchNormalization({ ...batchNormalization, name }), x)
}

function apply(layer: tf.layers.Layer, x: tf.SymbolicTensor): tf.SymbolicTensor {
  return layer.apply(x) as tf.SymbolicTensor
}

function channels(x: tf.SymbolicTensor): number {
  return x.shape.at(-1) ?? 0
}
