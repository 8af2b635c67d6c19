import type { tf } from '../tensorflow'
import type { Layers } from './layers'

/** Filters, height and width of the kernel; with a fourth number it strides so far, without padding. */
export type Convolution = readonly [filters: number, height: number, width: number, strides?: number]

/** Convolutions side by side, their maps put together; counted where it has no name. */
export interface Fork {
  readonly fork: readonly Convolution[]
  readonly name?: string
}

/** One step of a branch; `average` keeps the size of the map, `max` halves it. */
export type Step = Convolution | Fork | 'average' | 'max'
export type Branch = readonly Step[]

/** A convolution, batch normalisation without a scale, and ReLU: what Inception networks are made of. */
export function convolve(
  layers: Layers,
  x: tf.SymbolicTensor,
  [filters, height, width, strides]: Convolution,
  padding: 'same' | 'valid' = strides === undefined ? 'same' : 'valid',
): tf.SymbolicTensor {
  const options = { strides: strides ?? 1, padding, useBias: false }
  const convolved = layers.convolution(x, filters, [height, width], options)
  return layers.relu(layers.batchNormalization(convolved, { scale: false }))
}

/** Both Inception networks begin with it: photos of 299 become a map of 35 × 35 × 192. */
export function stem(layers: Layers, photos: tf.SymbolicTensor): tf.SymbolicTensor {
  let x = convolve(layers, photos, [32, 3, 3, 2])
  x = convolve(layers, x, [32, 3, 3], 'valid')
  x = convolve(layers, x, [64, 3, 3])
  x = layers.maxPooling(x, 3, { strides: 2 })
  x = convolve(layers, x, [80, 1, 1], 'valid')
  x = convolve(layers, x, [192, 3, 3], 'valid')
  return layers.maxPooling(x, 3, { strides: 2 })
}

/** Branches that begin at the same map; what each gives. */
export function branch(
  layers: Layers,
  entry: tf.SymbolicTensor,
  branches: readonly Branch[],
): tf.SymbolicTensor[] {
  return branches.map((steps) => steps.reduce((x, step) => takeStep(layers, x, step), entry))
}

function takeStep(layers: Layers, x: tf.SymbolicTensor, step: Step): tf.SymbolicTensor {
  if (step === 'average') return layers.averagePooling(x, 3, { strides: 1, padding: 'same' })
  if (step === 'max') return layers.maxPooling(x, 3, { strides: 2 })
  if (!('fork' in step)) return convolve(layers, x, step)
  const maps = step.fork.map((convolution) => convolve(layers, x, convolution))
  return layers.concatenate(maps, step.name)
}
