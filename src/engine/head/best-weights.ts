import type { Epoch } from '../../shared/contract/training'
import { tf } from '../tensorflow'

/** Keeps the weights of the best epoch so far. */
export class BestWeights {
  #epoch: Epoch | null = null
  #weights: tf.Tensor[] = []

  constructor(private readonly head: tf.LayersModel) {}

  /** The epoch whose weights are kept; null before the first. */
  get epoch(): Epoch | null {
    return this.#epoch
  }

  /** Keeps the head's weights if they are the best so far. */
  offer(epoch: Epoch): void {
    if (this.#epoch !== null && !isBetter(epoch, this.#epoch)) return
    this.dispose()
    this.#epoch = epoch
    this.#weights = this.head.getWeights().map((weight) => weight.clone())
  }

  /** Gives the head the kept weights again. */
  restore(): void {
    if (this.#epoch !== null) this.head.setWeights(this.#weights)
  }

  dispose(): void {
    tf.dispose(this.#weights)
    this.#weights = []
  }
}

/** By validation accuracy, among equals by validation loss, earlier ones first; without validation the later one. */
export function isBetter(epoch: Epoch, than: Epoch): boolean {
  if (epoch.valAccuracy === null || than.valAccuracy === null) return true
  if (epoch.valAccuracy !== than.valAccuracy) return epoch.valAccuracy > than.valAccuracy
  return (epoch.valLoss ?? Infinity) < (than.valLoss ?? Infinity)
}
