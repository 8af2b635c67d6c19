import { tf } from '../tensorflow'
import { CustomScaleLayer } from './customScaleLayer'
import { branch, stem } from './inception'
import type { Branch } from './inception'
import { channels, Layers } from './layers'
import type { ModelOptions } from './options'
import { end } from './top'

interface Stage {
  /** The map that the stage's residual blocks work on, and its name. */
  readonly mixed: string
  readonly branches: readonly Branch[]
  readonly block: string
  readonly blocks: number
  readonly blockBranches: readonly Branch[]
  /** By how much a block's residual is made smaller. */
  readonly scale: number
}

/** https://arxiv.org/abs/1602.07261, figures 15 to 19, with the numbers of filters that were published with its weights. */
// prettier-ignore
const stages: readonly Stage[] = [
  {
    mixed: 'mixed_5b',
    branches: [
      [[96, 1, 1]],
      [[48, 1, 1], [64, 5, 5]],
      [[64, 1, 1], [96, 3, 3], [96, 3, 3]],
      ['average', [64, 1, 1]],
    ],
    block: 'block35',
    blocks: 10,
    blockBranches: [
      [[32, 1, 1]],
      [[32, 1, 1], [32, 3, 3]],
      [[32, 1, 1], [48, 3, 3], [64, 3, 3]],
    ],
    scale: 0.17,
  },
  {
    mixed: 'mixed_6a',
    branches: [[[384, 3, 3, 2]], [[256, 1, 1], [256, 3, 3], [384, 3, 3, 2]], ['max']],
    block: 'block17',
    blocks: 20,
    blockBranches: [[[192, 1, 1]], [[128, 1, 1], [160, 1, 7], [192, 7, 1]]],
    scale: 0.1,
  },
  {
    mixed: 'mixed_7a',
    branches: [
      [[256, 1, 1], [384, 3, 3, 2]],
      [[256, 1, 1], [288, 3, 3, 2]],
      [[256, 1, 1], [288, 3, 3], [320, 3, 3, 2]],
      ['max'],
    ],
    block: 'block8',
    blocks: 10,
    blockBranches: [[[192, 1, 1]], [[192, 1, 1], [224, 1, 3], [256, 3, 1]]],
    scale: 0.2,
  },
]

const exitFilters = 1536

export function inceptionResNetV2(options: ModelOptions): tf.LayersModel {
  const layers = new Layers()
  const photos = layers.input(options.input)
  let x = stem(layers, photos)
  for (const [index, stage] of stages.entries()) {
    x = layers.concatenate(branch(layers, x, stage.branches), stage.mixed)
    for (let number = 1; number <= stage.blocks; number++) {
      const last = index === stages.length - 1 && number === stage.blocks
      x = block(layers, x, `${stage.block}_${number}`, stage, last)
    }
  }
  x = layers.convolution(x, exitFilters, 1, { padding: 'same', useBias: false, name: 'conv_7b' })
  x = layers.relu(layers.batchNormalization(x, { scale: false, name: 'conv_7b_bn' }), 'conv_7b_ac')
  const outputs = end(layers, x, options, { top: 'avg_pool' })
  return tf.model({ inputs: photos, outputs, name: 'inception_resnet_v2' })
}

/** Branches, as wide again as the entry, and added to it. The very last one is neither made smaller nor activated. */
function block(
  layers: Layers,
  entry: tf.SymbolicTensor,
  name: string,
  { blockBranches, scale }: Stage,
  last: boolean,
): tf.SymbolicTensor {
  const mixed = layers.concatenate(branch(layers, entry, blockBranches), `${name}_mixed`)
  const residual = layers.convolution(mixed, channels(entry), 1, { padding: 'same', name: `${name}_conv` })
  const layerName = layers.nameFor('custom_scale_layer')
  const sum = layers.apply(
    [entry, residual],
    new CustomScaleLayer({ name: layerName, scale: last ? 1 : scale }),
  )
  return last ? sum : layers.relu(sum, `${name}_ac`)
}
