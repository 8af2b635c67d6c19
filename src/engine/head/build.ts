import type { TrainSettings } from '../../shared/contract/training'
import { tf } from '../tensorflow'
import { SeededDropout } from './dropout'
import { derivedSeed } from './random'

type HeadSettings = Pick<TrainSettings, 'head' | 'units' | 'activation' | 'initializer' | 'dropout' | 'seed'>

export interface HeadOptions {
  /** Of one photo: `[features]`, or `[height, width, features]`. */
  readonly featureShape: readonly number[]
  /** How many, 2 or more. */
  readonly classes: number
  readonly settings: HeadSettings
}

/**
 * A head with fresh weights, decided by the seed: averages or all of the feature map, a hidden layer if one is wished,
 * dropout, and the scores. Takes `[n, ...featureShape]`; gives `[n, classes]` probabilities, or for two classes `[n, 1]`,
 * the probability of the second (`classProbabilities` tells both).
 */
export function buildHead(options: HeadOptions): tf.LayersModel {
  const features = tf.input({ shape: [...options.featureShape] })
  const outputs = freshHead(options).reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, features)
  return tf.model({ inputs: features, outputs, name: 'head' })
}

/** The layers of a head, each to be applied to what the one before it gives. */
export function freshHead({ featureShape, classes, settings }: HeadOptions): tf.layers.Layer[] {
  const { units, activation, dropout, seed } = settings
  const layers: tf.layers.Layer[] = []
  if (featureShape.length > 1) layers.push(reduction(settings.head))
  if (units > 0) {
    const kernelInitializer = seededInitializer(settings.initializer, derivedSeed(seed, 'hidden'))
    layers.push(tf.layers.dense({ units, activation, kernelInitializer, name: 'hidden' }))
  }
  if (dropout > 0) {
    layers.push(new SeededDropout({ rate: dropout, seed: derivedSeed(seed, 'dropout'), name: 'dropout' }))
  }
  layers.push(scores(classes, seed))
  return layers
}

/** Fresh weights of a layer, decided by a seed of its own (He et al., 2015; Glorot and Bengio, 2010). */
export function seededInitializer(
  initializer: TrainSettings['initializer'],
  seed: number,
): ReturnType<typeof tf.initializers.heUniform> {
  return tf.initializers[initializer]({ seed })
}

function reduction(head: TrainSettings['head']): tf.layers.Layer {
  return head === 'flatten'
    ? tf.layers.flatten({ name: 'flatten' })
    : tf.layers.globalAveragePooling2d({ name: 'head_pool' })
}

function scores(classes: number, seed: number): tf.layers.Layer {
  return tf.layers.dense({
    units: classes === 2 ? 1 : classes,
    activation: classes === 2 ? 'sigmoid' : 'softmax',
    kernelInitializer: tf.initializers.glorotUniform({ seed: derivedSeed(seed, 'predictions') }),
    name: 'predictions',
  })
}

/** The layers of a head from the features on, each taking what the one before it gives. */
export function headLayers(head: tf.LayersModel): tf.layers.Layer[] {
  return head.layers.filter((layer) => layer.getClassName() !== 'InputLayer')
}
