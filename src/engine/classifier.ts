import type { PixelRule } from '../shared/pixels'
import type { OutputClass } from './models/decode'
import type { Predictor } from './predictor'
import type { tf } from './tensorflow'

/** A whole network: photos in, a probability a class out. */
export interface Classifier {
  /** For people: the network's id, or a run's base. */
  readonly model: string
  readonly inputShape: Predictor['inputShape']
  readonly classes: readonly OutputClass[]
  /** The rule by which photos become pixels unless the caller wants another one. */
  readonly rule: Readonly<PixelRule>
  /**
   * Probabilities of a batch.
   * @param photos `[n, ...inputShape]`, red, green, blue, 0 to 255
   * @returns n × classes numbers from 0 to 1, photo by photo
   */
  scores(photos: tf.Tensor4D): Float32Array
  /** The same for photos as they come from a file, at least one, each height × width × 3 bytes; faster. */
  scoresOfBytes(photos: readonly Uint8Array[]): Float32Array
  /** Of its own weights in memory: those of a base that it shares with others are not among them. */
  readonly bytes: number
  /** Frees the weights that nobody else uses. */
  dispose(): void
}
