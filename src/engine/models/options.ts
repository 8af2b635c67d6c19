import type { tf } from '../tensorflow'

/** What can be chosen of a network; all of it decided. */
export interface ModelOptions {
  /** Height and width of the photos in pixels. */
  readonly input: readonly [height: number, width: number]
  /** With the top the network gives a score a class, without it features. */
  readonly includeTop: boolean
  /** Without the top: averages over the last feature map, its highest values, or that map itself. */
  readonly pooling: 'avg' | 'max' | 'none'
  /** With the top: how many classes it tells apart. */
  readonly classes: number
  /** With the top: probabilities, or the scores before the softmax. */
  readonly activation: 'softmax' | 'linear'
}

/**
 * Builds a network whose kernels are still zero. It takes preprocessed photos `[n, height, width, 3]` and gives
 * `[n, classes]` with the top, else `[n, features]`, or without pooling `[n, rows, columns, features]`.
 */
export type Architecture = (options: ModelOptions) => tf.LayersModel
