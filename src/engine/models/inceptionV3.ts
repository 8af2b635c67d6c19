import { tf } from '../tensorflow'
import { branch, stem } from './inception'
import type { Branch } from './inception'
import { Layers } from './layers'
import type { ModelOptions } from './options'
import { end } from './top'

/** Branches of 1×1, 5×5 and twice 3×3, and a pooling with as many filters as said. */
const squares = (pooled: number): Branch[] => [
  [[64, 1, 1]],
  [[48, 1, 1], [64, 5, 5]], // prettier-ignore
  [[64, 1, 1], [96, 3, 3], [96, 3, 3]], // prettier-ignore
  ['average', [pooled, 1, 1]],
]

/** 7×7 in two steps, once and twice, with as many filters in between as said. */
const strips = (inside: number): Branch[] => [
  [[192, 1, 1]],
  [[inside, 1, 1], [inside, 1, 7], [192, 7, 1]], // prettier-ignore
  [[inside, 1, 1], [inside, 7, 1], [inside, 1, 7], [inside, 7, 1], [192, 1, 7]], // prettier-ignore
  ['average', [192, 1, 1]],
]

/** 3×3 in two steps side by side. */
const forks = (name: string): Branch[] => {
  const sides = [[384, 1, 3], [384, 3, 1]] as const // prettier-ignore
  return [
    [[320, 1, 1]],
    [[384, 1, 1], { fork: sides, name }],
    [[448, 1, 1], [384, 3, 3], { fork: sides }],
    ['average', [192, 1, 1]],
  ]
}

/** https://arxiv.org/abs/1512.00567, table 1: what is called `mixed0` to `mixed10`. */
const modules: readonly Branch[][] = [
  squares(32),
  squares(64),
  squares(64),
  [[[384, 3, 3, 2]], [[64, 1, 1], [96, 3, 3], [96, 3, 3, 2]], ['max']], // prettier-ignore
  strips(128),
  strips(160),
  strips(160),
  strips(192),
  [
    [[192, 1, 1], [320, 3, 3, 2]], // prettier-ignore
    [[192, 1, 1], [192, 1, 7], [192, 7, 1], [192, 3, 3, 2]], // prettier-ignore
    ['max'],
  ],
  forks('mixed9_0'),
  forks('mixed9_1'),
]

export function inceptionV3(options: ModelOptions): tf.LayersModel {
  const layers = new Layers()
  const photos = layers.input(options.input)
  let x = stem(layers, photos)
  for (const [index, branches] of modules.entries()) {
    x = layers.concatenate(branch(layers, x, branches), `mixed${index}`)
  }
  const outputs = end(layers, x, options, { top: 'avg_pool' })
  return tf.model({ inputs: photos, outputs, name: 'inception_v3' })
}
