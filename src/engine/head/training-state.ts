import type { Epoch } from '../../shared/contract/training'
import { tf } from '../tensorflow'
import type { BestWeights } from './best-weights'
import type { ReadCheckpoint, ReadValues } from './checkpoint-file'
import type { Snapshot } from './checkpoints'
import type { Learner } from './learner'
import type { Optimizer } from './optimizer'

/** What a training is made of, as far as it changes. */
export interface TrainingState {
  readonly learner: Learner
  readonly optimizer: Optimizer
  readonly best: BestWeights
}

/** A copy that costs nothing yet: tensors share their values until the training changes them. */
export function snapshot(
  { learner, optimizer, best }: TrainingState,
  epochs: readonly Epoch[],
  phase: Epoch['phase'],
): Snapshot {
  const bestEpoch = best.epoch as Epoch
  const isLast = bestEpoch.epoch === epochs.length
  const copies = (all: readonly tf.Tensor[]): tf.Tensor[] => all.map((one) => one.clone())
  return {
    facts: {
      phase,
      epochs: [...epochs],
      best: bestEpoch,
      steps: optimizer.steps,
      draws: learner.draws.map(({ steps }) => steps),
    },
    tensors: {
      state: copies(learner.state),
      optimizer: optimizer.read(),
      bestWeights: isLast ? [] : copies(best.weights),
    },
  }
}

/** Bytes of a snapshot's values at most: with best weights that are not the last ones. */
export function snapshotBytes({ learner, optimizer }: TrainingState): number {
  const size = (shapes: readonly (readonly number[])[]): number =>
    shapes.reduce((sum, shape) => sum + tf.util.sizeFromShape([...shape]), 0)
  const state = size(learner.state.map(({ shape }) => shape))
  return (2 * state + size(optimizer.shapes)) * Float32Array.BYTES_PER_ELEMENT
}

/** Whether a checkpoint is of such a learner and such an optimizer. */
export function isOfSameShape(
  { learner, optimizer }: TrainingState,
  { facts, state, optimizer: memory, bestWeights }: ReadCheckpoint,
): boolean {
  const shapes = (all: readonly { shape: readonly number[] }[]): string =>
    JSON.stringify(all.map(({ shape }) => shape))
  return (
    shapes(state) === shapes(learner.state) &&
    shapes(memory) === JSON.stringify(optimizer.shapes) &&
    (bestWeights.length === 0 || shapes(bestWeights) === shapes(learner.state)) &&
    facts.draws.length === learner.draws.length
  )
}

/** Brings a training to where the checkpoint was written. */
export function restore({ learner, optimizer, best }: TrainingState, checkpoint: ReadCheckpoint): void {
  const { facts, state, optimizer: memory, bestWeights } = checkpoint
  assignAll(learner.state, state)
  tf.tidy(() => optimizer.restore(memory.map(tensorOf), facts.steps))
  for (const [place, draw] of learner.draws.entries()) draw.steps = facts.draws[place] ?? 0
  const weights = bestWeights.length > 0 ? bestWeights : state
  best.keep(facts.best, weights.map(tensorOf))
}

function assignAll(variables: readonly tf.Variable[], all: readonly ReadValues[]): void {
  for (const [place, values] of all.entries()) tf.tidy(() => variables[place]?.assign(tensorOf(values)))
}

function tensorOf({ values, shape }: ReadValues): tf.Tensor {
  return tf.tensor(values, [...shape])
}
