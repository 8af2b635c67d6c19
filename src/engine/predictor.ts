import type { Preprocessing } from '../shared/models'
import { withBatch } from './batch'
import { preprocess } from './models/preprocessing'
import { tf } from './tensorflow'

/** How a network predicts, whatever runs it. */
export interface Predictor {
  /** Height, width and channels of a photo. */
  readonly inputShape: readonly [height: number, width: number, channels: 3]
  /** Of one photo's answer: `[classes]`, `[features]`, or `[height, width, features]`. */
  readonly outputShape: readonly number[]
  /** How it computes: numbers that were computed another way differ in their last bits. */
  readonly way: string
  /** Of its weights in memory. */
  readonly bytes: number
  /**
   * Answers for a batch.
   * @param photos `[n, ...inputShape]`, red, green, blue, 0 to 255, of any number type
   * @returns `[n, ...outputShape]` in float32, which the caller disposes of
   */
  predict(photos: tf.Tensor4D): tf.Tensor
  /**
   * The same for photos as they come from a file, which is faster.
   * @param photos at least one, each height × width × 3 bytes
   */
  predictBytes(photos: readonly Uint8Array[]): tf.Tensor
  /** Frees the weights; the predictor is of no use afterwards. */
  dispose(): void
}

/**
 * Predicts with a layers model, which it then owns. It applies the model, which is as fast as its `predict` and leaves
 * a batch whole, where `predict` cuts it into pieces of 32.
 */
export function layersPredictor(model: tf.LayersModel, preprocessing: Preprocessing): Predictor {
  const [, height = 0, width = 0] = model.inputs[0]?.shape.map((side) => side ?? 0) ?? []
  const predict = (photos: tf.Tensor4D): tf.Tensor =>
    tf.tidy(() => model.apply(preprocess(photos, preprocessing)) as tf.Tensor)
  return {
    inputShape: [height, width, 3],
    way: 'layers',
    bytes: model.countParams() * Float32Array.BYTES_PER_ELEMENT,
    outputShape: (model.outputs[0]?.shape ?? []).slice(1).map((side) => side ?? 0),
    predict,
    predictBytes: (photos) => withBatch(photos, [height, width], predict),
    dispose: () => model.dispose(),
  }
}

/** Gives the pixels themselves, 0 to 1: what a network from scratch takes. @param side of the photos in pixels */
export function pixelPredictor(side: number): Predictor {
  const predict = (photos: tf.Tensor4D): tf.Tensor => tf.tidy(() => photos.toFloat().div(255))
  return {
    inputShape: [side, side, 3],
    outputShape: [side, side, 3],
    way: 'pixels',
    bytes: 0,
    predict,
    predictBytes: (photos) => withBatch(photos, [side, side], predict),
    dispose: () => undefined,
  }
}
