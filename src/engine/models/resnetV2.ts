import { tf } from '../tensorflow'
import { Layers } from './layers'
import type { Architecture } from './options'
import { entryConvolution, entryPooling, epsilon } from './resnet'
import { end } from './top'

/** How a block's entry reaches its end: by a 1×1 convolution, every second row and column of it, or as it is. */
type Shortcut = 'projected' | 'halved' | 'kept'

/** https://arxiv.org/abs/1603.05027 */
export const resNet50V2 = resNetV2('resnet50v2', [3, 4, 6, 3])
export const resNet101V2 = resNetV2('resnet101v2', [3, 4, 23, 3])
export const resNet152V2 = resNetV2('resnet152v2', [3, 8, 36, 3])

/** @param blocks of each stage */
function resNetV2(name: string, blocks: readonly number[]): Architecture {
  return (options) => {
    const layers = new Layers()
    const photos = layers.input(options.input)
    let x = entryPooling(layers, entryConvolution(layers, photos))
    for (const [index, count] of blocks.entries()) {
      // Each stage but the last halves the map in its last block.
      const lastShortcut = index === blocks.length - 1 ? 'kept' : 'halved'
      x = stage(layers, x, `conv${index + 2}`, 64 * 2 ** index, count, lastShortcut)
    }
    x = layers.batchNormalization(x, { epsilon, name: 'post_bn' })
    x = layers.relu(x, 'post_relu')
    const outputs = end(layers, x, options, { top: 'avg_pool', avg: 'avg_pool', max: 'max_pool' })
    return tf.model({ inputs: photos, outputs, name })
  }
}

function stage(
  layers: Layers,
  entry: tf.SymbolicTensor,
  name: string,
  filters: number,
  blocks: number,
  lastShortcut: Shortcut,
): tf.SymbolicTensor {
  let x = block(layers, entry, `${name}_block1`, filters, 'projected')
  for (let index = 2; index < blocks; index++) x = block(layers, x, `${name}_block${index}`, filters, 'kept')
  return block(layers, x, `${name}_block${blocks}`, filters, lastShortcut)
}

/** A bottleneck that normalises and activates before each convolution; nothing comes after the sum. */
function block(
  layers: Layers,
  entry: tf.SymbolicTensor,
  name: string,
  filters: number,
  shortcutKind: Shortcut,
): tf.SymbolicTensor {
  const strides = shortcutKind === 'halved' ? 2 : 1
  const normalized = layers.batchNormalization(entry, { epsilon, name: `${name}_preact_bn` })
  const activated = layers.relu(normalized, `${name}_preact_relu`)
  let shortcut = entry
  if (shortcutKind === 'projected') {
    shortcut = layers.convolution(activated, 4 * filters, 1, { name: `${name}_0_conv` })
  } else if (shortcutKind === 'halved') {
    shortcut = layers.maxPooling(entry, 1, { strides })
  }
  let x = layers.convolution(activated, filters, 1, { useBias: false, name: `${name}_1_conv` })
  x = layers.batchNormalization(x, { epsilon, name: `${name}_1_bn` })
  x = layers.relu(x, `${name}_1_relu`)
  x = layers.zeroPadding(x, [[1, 1], [1, 1]], `${name}_2_pad`) // prettier-ignore
  x = layers.convolution(x, filters, 3, { strides, useBias: false, name: `${name}_2_conv` })
  x = layers.batchNormalization(x, { epsilon, name: `${name}_2_bn` })
  x = layers.relu(x, `${name}_2_relu`)
  x = layers.convolution(x, 4 * filters, 1, { name: `${name}_3_conv` })
  return layers.add([shortcut, x], `${name}_out`)
}
