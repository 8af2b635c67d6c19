import { tf } from '../tensorflow'
import { Layers } from './layers'
import type { Architecture, ModelOptions } from './options'
import { pool } from './top'

/** Filters of each block's convolutions. */
const filters = [64, 128, 256, 512, 512]
const denseUnits = 4096

/** https://arxiv.org/abs/1409.1556, table 1, columns D and E. */
export const vgg16 = vgg('vgg16', [2, 2, 3, 3, 3])
export const vgg19 = vgg('vgg19', [2, 2, 4, 4, 4])

/** @param convolutions of each block */
function vgg(name: string, convolutions: readonly number[]): Architecture {
  return (options) => {
    const layers = new Layers()
    const photos = layers.input(options.input)
    let x = photos
    for (const [index, count] of convolutions.entries()) {
      x = block(layers, x, `block${index + 1}`, filters[index] ?? 0, count)
    }
    const outputs = options.includeTop ? top(layers, x, options) : pool(layers, x, options.pooling)
    return tf.model({ inputs: photos, outputs, name })
  }
}

function block(layers: Layers, entry: tf.SymbolicTensor, name: string, width: number, count: number) {
  let x = entry
  for (let index = 1; index <= count; index++) {
    const options = { padding: 'same', activation: 'relu', name: `${name}_conv${index}` } as const
    x = layers.convolution(x, width, 3, options)
  }
  return layers.maxPooling(x, 2, { strides: 2, name: `${name}_pool` })
}

/** The one top that depends on the size of the photos: it sees the whole last feature map. */
function top(layers: Layers, map: tf.SymbolicTensor, { classes, activation }: ModelOptions) {
  let x = layers.apply(map, tf.layers.flatten({ name: 'flatten' }))
  x = layers.dense(x, denseUnits, 'relu', 'fc1')
  x = layers.dense(x, denseUnits, 'relu', 'fc2')
  return layers.dense(x, classes, activation, 'predictions')
}
