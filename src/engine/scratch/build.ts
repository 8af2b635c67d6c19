import type { TrainSettings } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import { freshHead, seededInitializer } from '../head/build'
import { derivedSeed } from '../head/random'
import { tf } from '../tensorflow'

/** Side of the photos where nothing is said. */
export const scratchInput = 96

export interface ScratchOptions {
  /** Side of the square input in pixels. */
  readonly side: number
  /** How many, 2 or more. */
  readonly classes: number
  readonly settings: Pick<
    TrainSettings,
    'scratch' | 'units' | 'activation' | 'initializer' | 'dropout' | 'seed'
  >
}

/**
 * A plain convolutional network with fresh weights, decided by the seed: a block for each number of filters (3 × 3
 * convolution, normalised where it is wished, activation, 2 × 2 max pooling), then what a flattened head has. Takes `[n, side, side,
 * 3]`, 0 to 1; gives what a head gives.
 * @throws AppError `bad-input` where the photos are too small for so many poolings
 */
export function buildScratch({ side, classes, settings }: ScratchOptions): tf.LayersModel {
  const { filters = [], batchNormalization = false } = settings.scratch ?? {}
  requireRoom(side, filters.length)
  const pixels = tf.input({ shape: [side, side, 3], name: 'pixels' })
  const blocks = filters.flatMap((count, block) => blockLayers(count, block, batchNormalization, settings))
  const features = applied(blocks, pixels)
  const featureShape = features.shape.slice(1).map((size) => size ?? 0)
  const scores = applied(
    freshHead({ featureShape, classes, settings: { ...settings, head: 'flatten' } }),
    features,
  )
  return tf.model({ inputs: pixels, outputs: scores, name: 'scratch' })
}

function applied(layers: readonly tf.layers.Layer[], input: tf.SymbolicTensor): tf.SymbolicTensor {
  return layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input)
}

function blockLayers(
  filters: number,
  block: number,
  isNormalized: boolean,
  { activation, initializer, seed }: ScratchOptions['settings'],
): tf.layers.Layer[] {
  const name = (kind: string): string => `block${block + 1}_${kind}`
  const kernelInitializer = seededInitializer(initializer, derivedSeed(seed, 'convolution') + block)
  const common = { filters, kernelSize: 3, padding: 'same', kernelInitializer, name: name('conv') } as const
  const pool = tf.layers.maxPooling2d({ poolSize: 2, strides: 2, name: name('pool') })
  if (!isNormalized) return [tf.layers.conv2d({ ...common, activation }), pool]
  return [
    // What the normalisation takes away again needs no bias.
    tf.layers.conv2d({ ...common, useBias: false }),
    tf.layers.batchNormalization({ name: name('bn') }),
    tf.layers.activation({ activation, name: name('act') }),
    pool,
  ]
}

function requireRoom(side: number, blocks: number): void {
  if (Math.floor(side / 2 ** blocks) >= 1) return
  throw new AppError(
    'bad-input',
    `${blocks} blocks halve the photos ${blocks} times, and photos of ${side} × ${side} pixels are too small for that: ` +
      `take photos of ${2 ** blocks} or more, or fewer blocks.`,
    { side, blocks },
  )
}
