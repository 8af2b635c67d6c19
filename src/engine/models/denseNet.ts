import { tf } from '../tensorflow'
import { channels, Layers } from './layers'
import type { Architecture } from './options'
import { end } from './top'

const epsilon = 1.001e-5
/** Channels that each block adds. */
const growth = 32

/** https://arxiv.org/abs/1608.06993, table 1. */
export const denseNet121 = denseNet('densenet121', [6, 12, 24, 16])
export const denseNet169 = denseNet('densenet169', [6, 12, 32, 32])
export const denseNet201 = denseNet('densenet201', [6, 12, 48, 32])

/** @param blocks of each stage */
function denseNet(name: string, blocks: readonly number[]): Architecture {
  return (options) => {
    const layers = new Layers()
    const photos = layers.input(options.input)
    let x = stem(layers, photos)
    for (const [index, count] of blocks.entries()) {
      if (index > 0) x = transition(layers, x, `pool${index + 1}`)
      for (let number = 1; number <= count; number++) {
        x = block(layers, x, `conv${index + 2}_block${number}`)
      }
    }
    x = layers.batchNormalization(x, { epsilon, name: 'bn' })
    x = layers.relu(x, 'relu')
    const outputs = end(layers, x, options, { top: 'avg_pool', avg: 'avg_pool', max: 'max_pool' })
    return tf.model({ inputs: photos, outputs, name })
  }
}

function stem(layers: Layers, photos: tf.SymbolicTensor): tf.SymbolicTensor {
  let x = layers.zeroPadding(photos, [[3, 3], [3, 3]]) // prettier-ignore
  x = layers.convolution(x, 64, 7, { strides: 2, useBias: false, name: 'conv1_conv' })
  x = layers.batchNormalization(x, { epsilon, name: 'conv1_bn' })
  x = layers.relu(x, 'conv1_relu')
  x = layers.zeroPadding(x, [[1, 1], [1, 1]]) // prettier-ignore
  return layers.maxPooling(x, 3, { strides: 2, name: 'pool1' })
}

/** Between two stages: half the channels, half the rows, half the columns. */
function transition(layers: Layers, entry: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  let x = layers.batchNormalization(entry, { epsilon, name: `${name}_bn` })
  x = layers.relu(x, `${name}_relu`)
  x = layers.convolution(x, Math.floor(channels(x) / 2), 1, { useBias: false, name: `${name}_conv` })
  return layers.averagePooling(x, 2, { strides: 2, name: `${name}_pool` })
}

/** Everything before, and `growth` channels more. */
function block(layers: Layers, entry: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  let x = layers.batchNormalization(entry, { epsilon, name: `${name}_0_bn` })
  x = layers.relu(x, `${name}_0_relu`)
  x = layers.convolution(x, 4 * growth, 1, { useBias: false, name: `${name}_1_conv` })
  x = layers.batchNormalization(x, { epsilon, name: `${name}_1_bn` })
  x = layers.relu(x, `${name}_1_relu`)
  x = layers.convolution(x, growth, 3, { padding: 'same', useBias: false, name: `${name}_2_conv` })
  return layers.concatenate([entry, x], `${name}_concat`)
}
