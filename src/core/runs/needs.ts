import type { TrainSettings } from '../../shared/contract/training'
import { modelFacts } from '../../shared/models'

/** Settings as a run keeps them: with their side in pixels. */
export type ResolvedSettings = Omit<TrainSettings, 'input'> & { readonly input: number }

/** How many photos a training learns from, is checked with, and has no features of yet. */
export interface PhotoCounts {
  readonly classes: number
  readonly train: number
  readonly val: number
  /** Of `train` and `val`. */
  readonly missing: { readonly train: number; readonly val: number }
}

/** In bytes. */
export interface Room {
  readonly memory: number
  readonly disk: number
}

const floatBytes = 4
/** Weights that learn are there once themselves, as gradients, as the two moments of Adam, and as they were at their best. */
const copiesInMemory = 5
/** A checkpoint has them without gradients, and the one before stays until it is whole; then the run keeps one. */
const copiesOnDisk = 2 * (copiesInMemory - 1) + 1
/** Values of a layer are there as they came from the convolution, after their activation, and as a gradient. */
const copiesOfValues = 3
/** Every network here halves its input five times. */
const baseStride = 32

/** How many rows a photo to learn from has: itself, and its changed versions where they are kept. */
export function rowsOfPhoto({ augment, scratch }: Pick<TrainSettings, 'augment' | 'scratch'>): number {
  return scratch || !augment ? 1 : 1 + augment.versions
}

/** The rows of features that a training has to compute; from scratch, the photos that it has to read. */
export function missingRows(settings: TrainSettings, { missing }: Pick<PhotoCounts, 'missing'>): number {
  return missing.train * rowsOfPhoto(settings) + missing.val
}

/** Bytes that a training with weights of so many bytes writes beside its features. */
export function checkpointBytes(trainableBytes: number): number {
  return trainableBytes * copiesOnDisk
}

/**
 * What a training needs at the very least, by arithmetic: its weights, one batch of values, and its features. A network
 * itself, TensorFlow, and what fine-tuning computes are not counted.
 */
export function leastNeeds(settings: ResolvedSettings, photos: PhotoCounts): Room {
  const { values, input, weights, kept } = settings.scratch ? scratchSizes(settings) : featureSizes(settings)
  const outputs = photos.classes === 2 ? 1 : photos.classes
  const { units, batch } = settings
  const head = units > 0 ? (input + 1) * units + (units + 1) * outputs : (input + 1) * outputs
  const trainableBytes = (weights + head) * floatBytes
  const valueBytes = Math.min(batch, photos.train) * values * floatBytes * copiesOfValues
  const features = missingRows(settings, photos) * kept
  return {
    memory: trainableBytes * copiesInMemory + valueBytes,
    disk: features + checkpointBytes(trainableBytes),
  }
}

/** Numbers of a photo: all values of a forward pass, those that the head takes, and the weights before the head. */
interface Sizes {
  readonly values: number
  readonly input: number
  readonly weights: number
  /** Bytes that are kept on the disk. */
  readonly kept: number
}

function featureSizes({ model, input, head }: ResolvedSettings): Sizes {
  const side = head === 'flatten' ? Math.max(1, Math.floor(input / baseStride)) : 1
  const features = side ** 2 * modelFacts(model).featureSize
  return { values: features, input: features, weights: 0, kept: features * floatBytes }
}

function scratchSizes({ scratch, input: own }: ResolvedSettings): Sizes {
  let [side, channels, values, weights] = [own, 3, 0, 0]
  for (const filters of scratch?.filters ?? []) {
    values += side ** 2 * filters
    weights += (9 * channels + 1) * filters
    side = Math.floor(side / 2)
    channels = filters
  }
  return { values, weights, input: side ** 2 * channels, kept: own ** 2 * 3 }
}
