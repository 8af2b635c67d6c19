import { tf } from '../tensorflow'
import { GlobalAveragePooling2D } from './globalAveragePooling'
import type { ModelOptions } from './options'
import { relu6 } from './relu6'

type Activation = 'relu' | ModelOptions['activation']
type Border = [before: number, after: number]
/** Rows above and below, columns left and right. */
export type Borders = [rows: Border, columns: Border]

interface Window {
  readonly strides?: number
  readonly padding?: 'same' | 'valid'
  /** Left out, the layer is named after its class and counted, as Keras does in a fresh session. */
  readonly name?: string | undefined
}

interface Convolution extends Window {
  readonly useBias?: boolean
  readonly activation?: Activation
}

/** Kernels stay zero until weights are loaded: to draw millions of random numbers would take seconds, for nothing. */
const zeros = { kernelInitializer: 'zeros', depthwiseInitializer: 'zeros' } as const

/**
 * Makes the layers of one network and names them as Keras does. Each method applies a layer to feature maps
 * `[n, height, width, channels]` and gives what comes out; what is left out is what Keras takes for it.
 */
export class Layers {
  readonly #counts = new Map<string, number>()

  input([height, width]: ModelOptions['input']): tf.SymbolicTensor {
    return tf.input({ shape: [height, width, 3], name: this.#name('input_layer') })
  }

  convolution(
    x: tf.SymbolicTensor,
    filters: number,
    kernel: number | [height: number, width: number],
    { name, ...options }: Convolution = {},
  ): tf.SymbolicTensor {
    const { kernelInitializer } = zeros
    const shape = { filters, kernelSize: kernel, kernelInitializer, ...options }
    return this.apply(x, tf.layers.conv2d({ ...shape, name: this.#name('conv2d', name) }))
  }

  /** Each channel is filtered on its own. */
  depthwiseConvolution(
    x: tf.SymbolicTensor,
    kernel: number,
    options: Window & { name: string },
  ): tf.SymbolicTensor {
    const { depthwiseInitializer } = zeros
    const shape = { kernelSize: kernel, useBias: false, depthwiseInitializer }
    return this.apply(x, tf.layers.depthwiseConv2d({ ...shape, ...options }))
  }

  /** Each channel is filtered on its own, then a 1×1 convolution mixes them. */
  separableConvolution(
    x: tf.SymbolicTensor,
    filters: number,
    kernel: number,
    options: Window & { name: string },
  ): tf.SymbolicTensor {
    // tfjs takes the one initialiser for both kernels.
    const { depthwiseInitializer } = zeros
    const shape = { filters, kernelSize: kernel, useBias: false, depthwiseInitializer }
    return this.apply(x, tf.layers.separableConv2d({ ...shape, ...options }))
  }

  batchNormalization(
    x: tf.SymbolicTensor,
    { name, ...options }: { name?: string; epsilon?: number; momentum?: number; scale?: boolean } = {},
  ): tf.SymbolicTensor {
    const layerName = this.#name('batch_normalization', name)
    return this.apply(x, tf.layers.batchNormalization({ ...options, name: layerName }))
  }

  activation(x: tf.SymbolicTensor, activation: Activation, name?: string): tf.SymbolicTensor {
    return this.apply(x, tf.layers.activation({ activation, name: this.#name('activation', name) }))
  }

  relu(x: tf.SymbolicTensor, name?: string): tf.SymbolicTensor {
    return this.activation(x, 'relu', name)
  }

  relu6(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
    return this.apply(x, relu6(name))
  }

  zeroPadding(x: tf.SymbolicTensor, padding: Borders, name?: string): tf.SymbolicTensor {
    return this.apply(x, tf.layers.zeroPadding2d({ padding, name: this.#name('zero_padding2d', name) }))
  }

  cropping(x: tf.SymbolicTensor, cropping: Borders): tf.SymbolicTensor {
    return this.apply(x, tf.layers.cropping2D({ cropping, name: this.#name('cropping2d') }))
  }

  maxPooling(x: tf.SymbolicTensor, size: number, { name, ...options }: Window): tf.SymbolicTensor {
    const layerName = this.#name('max_pooling2d', name)
    return this.apply(x, tf.layers.maxPooling2d({ poolSize: size, ...options, name: layerName }))
  }

  averagePooling(x: tf.SymbolicTensor, size: number, { name, ...options }: Window): tf.SymbolicTensor {
    const layerName = this.#name('average_pooling2d', name)
    return this.apply(x, tf.layers.averagePooling2d({ poolSize: size, ...options, name: layerName }))
  }

  /** `[n, channels]`; with `keepdims` `[n, 1, 1, channels]`. */
  globalAveragePooling(
    x: tf.SymbolicTensor,
    { name, keepdims = false }: { name?: string | undefined; keepdims?: boolean } = {},
  ): tf.SymbolicTensor {
    const layerName = this.#name('global_average_pooling2d', name)
    return this.apply(
      x,
      keepdims
        ? new GlobalAveragePooling2D({ name: layerName, keepdims })
        : tf.layers.globalAveragePooling2d({ name: layerName }),
    )
  }

  /** `[n, channels]`. */
  globalMaxPooling(x: tf.SymbolicTensor, name?: string): tf.SymbolicTensor {
    return this.apply(x, tf.layers.globalMaxPooling2d({ name: this.#name('global_max_pooling2d', name) }))
  }

  dense(x: tf.SymbolicTensor, units: number, activation: Activation, name: string): tf.SymbolicTensor {
    const { kernelInitializer } = zeros
    return this.apply(x, tf.layers.dense({ units, activation, kernelInitializer, name }))
  }

  add(x: tf.SymbolicTensor[], name?: string): tf.SymbolicTensor {
    return this.apply(x, tf.layers.add({ name: this.#name('add', name) }))
  }

  concatenate(x: tf.SymbolicTensor[], name?: string): tf.SymbolicTensor {
    return this.apply(x, tf.layers.concatenate({ name: this.#name('concatenate', name) }))
  }

  /** A name for a layer of a class of our own, counted like the others. */
  nameFor(kind: string): string {
    return this.#name(kind)
  }

  apply(x: tf.SymbolicTensor | tf.SymbolicTensor[], layer: tf.layers.Layer): tf.SymbolicTensor {
    return layer.apply(x) as tf.SymbolicTensor
  }

  #name(kind: string, given?: string): string {
    if (given !== undefined) return given
    const count = this.#counts.get(kind) ?? 0
    this.#counts.set(kind, count + 1)
    return count === 0 ? kind : `${kind}_${count}`
  }
}

/** How many channels a feature map has. */
export function channels(x: tf.SymbolicTensor): number {
  return x.shape.at(-1) ?? 0
}
