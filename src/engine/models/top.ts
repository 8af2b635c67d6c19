import type { tf } from '../tensorflow'
import type { Layers } from './layers'
import type { ModelOptions } from './options'

/** How a family calls the layers of its end; left out, Keras counts them. */
interface EndNames {
  /** The average before the classes. */
  readonly top?: string
  /** The poolings where there is no top. */
  readonly avg?: string
  readonly max?: string
}

/**
 * The end of nearly every network: averages and a score a class with the top, the chosen pooling without it.
 * @param x the last feature map, `[n, height, width, channels]`
 * @returns `[n, classes]`, `[n, channels]`, or the map itself
 */
export function end(
  layers: Layers,
  x: tf.SymbolicTensor,
  options: ModelOptions,
  names: EndNames = {},
): tf.SymbolicTensor {
  if (!options.includeTop) return pool(layers, x, options.pooling, names)
  const averages = layers.globalAveragePooling(x, { name: names.top })
  return layers.dense(averages, options.classes, options.activation, 'predictions')
}

/** What is done with the last feature map where there is no top. */
export function pool(
  layers: Layers,
  x: tf.SymbolicTensor,
  pooling: ModelOptions['pooling'],
  names: Pick<EndNames, 'avg' | 'max'> = {},
): tf.SymbolicTensor {
  if (pooling === 'none') return x
  return pooling === 'avg'
    ? layers.globalAveragePooling(x, { name: names.avg })
    : layers.globalMaxPooling(x, names.max)
}
