import type { Epoch } from '../../shared/contract/training'
import { tf } from '../tensorflow'
import type { Learner } from './learner'

/** Keeps the weights of the best epoch so far. */
export class BestWeights {
  #epoch: Epoch | null = null
  #weights: tf.Tensor[] = []

  constructor(private readonly learner: Pick<Learner, 'state'>) {}

  /** The epoch whose weights are kept; null before the first. */
  get epoch(): Epoch | null {
    return this.#epoch
  }

  /** Keeps the learner's state if they are the best so far. */
  offer(epoch: Epoch): void {
    if (this.#epoch !== null && !isBetter(epoch, this.#epoch)) return
    this.dispose()
    this.#epoch = epoch
    this.#weights = this.learner.state.map((weight) => weight.clone())
  }

  /** Gives the learner the kept weights again. */
  restore(): void {
    for (const [place, weight] of this.#weights.entries()) this.learner.state[place]?.assign(weight)
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
