import { tf } from '../tensorflow'
import { Layers } from './layers'
import type { Architecture } from './options'
import { end } from './top'

export const epsilon = 1.001e-5

interface Stage {
  /** Inside a block; it gives four times as many channels. */
  readonly filters: number
  readonly blocks: number
  /** Of the stage's first block. */
  readonly strides: number
}

/** https://arxiv.org/abs/1512.03385, table 1. */
export const resNet50 = resNet('resnet50', [3, 4, 6, 3])
export const resNet101 = resNet('resnet101', [3, 4, 23, 3])
export const resNet152 = resNet('resnet152', [3, 8, 36, 3])

/** @param blocks of each stage */
function resNet(name: string, blocks: readonly number[]): Architecture {
  return (options) => {
    const layers = new Layers()
    const photos = layers.input(options.input)
    let x = entryConvolution(layers, photos)
    x = layers.batchNormalization(x, { epsilon, name: 'conv1_bn' })
    x = entryPooling(layers, layers.relu(x, 'conv1_relu'))
    for (const [index, count] of blocks.entries()) {
      x = stage(layers, x, `conv${index + 2}`, {
        filters: 64 * 2 ** index,
        blocks: count,
        strides: index === 0 ? 1 : 2,
      })
    }
    const outputs = end(layers, x, options, { top: 'avg_pool', avg: 'avg_pool', max: 'max_pool' })
    return tf.model({ inputs: photos, outputs, name })
  }
}

/** Both versions of ResNet begin with it. */
export function entryConvolution(layers: Layers, photos: tf.SymbolicTensor): tf.SymbolicTensor {
  const x = layers.zeroPadding(photos, [[3, 3], [3, 3]], 'conv1_pad') // prettier-ignore
  return layers.convolution(x, 64, 7, { strides: 2, name: 'conv1_conv' })
}

export function entryPooling(layers: Layers, map: tf.SymbolicTensor): tf.SymbolicTensor {
  const x = layers.zeroPadding(map, [[1, 1], [1, 1]], 'pool1_pad') // prettier-ignore
  return layers.maxPooling(x, 3, { strides: 2, name: 'pool1_pool' })
}

function stage(layers: Layers, entry: tf.SymbolicTensor, name: string, { filters, blocks, strides }: Stage) {
  let x = block(layers, entry, `${name}_block1`, filters, { strides, projected: true })
  for (let index = 2; index <= blocks; index++) {
    x = block(layers, x, `${name}_block${index}`, filters, { strides: 1, projected: false })
  }
  return x
}

/** A bottleneck: narrow, filter, wide again, and the entry added, by a 1×1 convolution where shapes differ. */
function block(
  layers: Layers,
  entry: tf.SymbolicTensor,
  name: string,
  filters: number,
  { strides, projected }: { strides: number; projected: boolean },
): tf.SymbolicTensor {
  let shortcut = entry
  if (projected) {
    shortcut = layers.convolution(entry, 4 * filters, 1, { strides, name: `${name}_0_conv` })
    shortcut = layers.batchNormalization(shortcut, { epsilon, name: `${name}_0_bn` })
  }
  let x = layers.convolution(entry, filters, 1, { strides, name: `${name}_1_conv` })
  x = layers.batchNormalization(x, { epsilon, name: `${name}_1_bn` })
  x = layers.relu(x, `${name}_1_relu`)
  x = layers.convolution(x, filters, 3, { padding: 'same', name: `${name}_2_conv` })
  x = layers.batchNormalization(x, { epsilon, name: `${name}_2_bn` })
  x = layers.relu(x, `${name}_2_relu`)
  x = layers.convolution(x, 4 * filters, 1, { name: `${name}_3_conv` })
  x = layers.batchNormalization(x, { epsilon, name: `${name}_3_bn` })
  x = layers.add([shortcut, x], `${name}_add`)
  return layers.relu(x, `${name}_out`)
}
