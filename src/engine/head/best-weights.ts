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

  /** In the order of the learner's state. */
  get weights(): readonly tf.Tensor[] {
    return this.#weights
  }

  /** Keeps the learner's state if it is the best so far. */
  offer(epoch: Epoch): void {
    if (this.#epoch !== null && !isBetter(epoch, this.#epoch)) return
    this.keep(
      epoch,
      this.learner.state.map((weight) => weight.clone()),
    )
  }

  /** Keeps these weights, its own from now on, as those of the best epoch. */
  keep(epoch: Epoch, weights: tf.Tensor[]): void {
    this.dispose()
    this.#epoch = epoch
    this.#weights = weights
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
