import type { TrainEvent } from '../../shared/contract/engine'
import type { Epoch, TrainSettings } from '../../shared/contract/training'
import { cancelled } from '../../shared/errors'
import type { Device } from '../device'
import { tf } from '../tensorflow'
import { batchInputs, inBatches } from './batches'
import type { BatchInput, LabelledRows } from './batches'
import { BestWeights } from './best-weights'
import type { ReadCheckpoint } from './checkpoint-file'
import type { Checkpoints } from './checkpoints'
import { classWeights } from './class-weights'
import { checkLoss, checkWeights } from './divergence'
import type { Learner, TrainingTable } from './learner'
import { added, nothing, Objective } from './objective'
import type { Measured } from './objective'
import { Optimizer } from './optimizer'
import { shuffler } from './random'
import { learningRateAt } from './schedule'
import { Telling } from './telling'
import { isOfSameShape, restore, snapshot, snapshotBytes } from './training-state'
import type { TrainingState } from './training-state'

type Learning = Pick<
  TrainSettings,
  | ('epochs' | 'batch' | 'learningRate' | 'optimizer' | 'momentum' | 'schedule')
  | ('earlyStop' | 'classWeights' | 'seed')
>

export interface HeadTraining {
  readonly device: Device
  readonly learner: Learner
  readonly table: TrainingTable
  readonly train: LabelledRows
  /** May be empty. */
  readonly val: LabelledRows
  readonly settings: Learning
  readonly phase?: Epoch['phase']
  /** The epochs of the phase before, with which its own are numbered on and told. */
  readonly before?: readonly Epoch[]
  /** The epoch whose weights the learner begins with: they are kept if no later epoch is better. */
  readonly start?: Epoch
  /** Where it keeps how far it is, for when it is cut off. */
  readonly checkpoints?: Checkpoints
  /** Goes on from here, telling the epochs so far as resumed; one of another phase is passed over. */
  readonly from?: ReadCheckpoint | null
  /** Milliseconds, standing still while the training waits. */
  readonly clock?: () => number
  /** Ends the training after the batch at hand; what is whole is kept. */
  readonly stop: AbortSignal
  /** Ends it with `cancelled`. */
  readonly signal: AbortSignal
}

export interface HeadOutcome {
  /** Those before it included. */
  readonly epochs: readonly Epoch[]
  /** The epoch whose weights the learner has now. */
  readonly best: Epoch
  /** Whether it was told to stop; one that stopped early by its settings was not. */
  readonly stopped: boolean
}

/** Rows that are measured at once; learning takes the batch of the settings. */
export const measuredAtOnce = 128

/** So many reports of progress at most: more would only keep the wire busy. */
const reports = 200

/**
 * Trains a learner on a table, batch by batch in `training` turns of the device, and leaves it with the weights of its
 * best epoch (`isBetter`). The same seed gives the same weights, resumed or in one go. With `earlyStop` it ends after
 * so many epochs without a better one; without validation photos the last is always the better one.
 * @throws AppError `cancelled`, also when it was stopped before an epoch was whole; `bad-input` when the loss is no
 *   longer a number, or weights are beyond all measure
 */
export async function* trainHead(training: HeadTraining): AsyncGenerator<TrainEvent, HeadOutcome> {
  const run = new HeadRun(training)
  try {
    return yield* run.epochs()
  } finally {
    run.dispose()
  }
}

class HeadRun {
  readonly #objective: Objective
  readonly #state: TrainingState
  readonly #shuffled: () => number[]
  readonly #telling: Telling
  readonly #clock: () => number
  readonly #before: readonly Epoch[]
  readonly #batches: number
  /** Of a checkpoint. */
  readonly #bytes: number

  constructor(private readonly training: HeadTraining) {
    const { learner, settings, train } = training
    const weights = classWeights(settings.classWeights, train.labels, learner.classes)
    this.#objective = new Objective(learner, weights)
    const optimizer = new Optimizer(settings, learner.variables)
    this.#state = { learner, optimizer, best: new BestWeights(learner) }
    this.#shuffled = shuffler(train.rows.length, settings.seed)
    this.#clock = training.clock ?? (() => performance.now())
    this.#telling = new Telling(this.#clock)
    this.#before = training.before ?? []
    this.#batches = Math.ceil(train.rows.length / settings.batch)
    this.#bytes = snapshotBytes(this.#state)
  }

  async *epochs(): AsyncGenerator<TrainEvent, HeadOutcome> {
    const { settings, stop, start, checkpoints } = this.training
    const { best } = this.#state
    if (start) best.offer(start)
    const epochs = yield* this.#resumed()
    const wanted = this.#before.length + settings.epochs
    while (epochs.length < wanted && !stop.aborted && !this.#isEnough(epochs.length)) {
      const epoch = yield* this.#epoch(epochs.length + 1)
      if (epoch === null) break
      epochs.push(epoch)
      best.offer(epoch)
      await checkpoints?.offer(this.#bytes, () => snapshot(this.#state, epochs, epoch.phase))
      yield { type: 'epoch', epoch }
      const remark = checkpoints?.takeRemark()
      if (remark) yield { type: 'remark', text: remark }
    }
    // Stopped before anything was whole: there is nothing to keep.
    if (best.epoch === null) throw cancelled()
    const stopped = stop.aborted && epochs.length < wanted && !this.#isEnough(epochs.length)
    best.restore()
    return { epochs, best: best.epoch, stopped }
  }

  /** Goes to where the checkpoint was; the epochs that are done. */
  async *#resumed(): AsyncGenerator<TrainEvent, Epoch[]> {
    const { from, phase = 'train', checkpoints } = this.training
    if (from?.facts.phase !== phase) return [...this.#before]
    if (!isOfSameShape(this.#state, from)) {
      checkpoints?.refuse('it is of another network')
      return [...this.#before]
    }
    restore(this.#state, from)
    const { epochs } = from.facts
    for (let drawn = this.#before.length; drawn < epochs.length; drawn++) this.#shuffled()
    for (const epoch of epochs) yield { type: 'epoch', epoch, resumed: true }
    return [...epochs]
  }

  /** Whether so many epochs brought nothing better that the settings end it. */
  #isEnough(epochs: number): boolean {
    const { earlyStop } = this.training.settings
    if (earlyStop === null) return false
    return epochs - Math.max(this.#state.best.epoch?.epoch ?? epochs, this.#before.length) >= earlyStop
  }

  /** One pass over the photos and a look at the validation photos; null when it was stopped on the way. */
  async *#epoch(number: number): AsyncGenerator<TrainEvent, Epoch | null> {
    const { train, val, phase = 'train', learner } = this.training
    const start = this.#clock()
    const learned = yield* this.#learn(number)
    if (learned === null) return null
    const measured = val.rows.length > 0 ? await this.#measure(val) : null
    if (measured === 'stopped') return null
    checkLoss(measured?.loss ?? 0, this.#where(number))
    checkWeights(learner.variables, this.#where(number))
    return {
      epoch: number,
      loss: learned.loss / train.rows.length,
      accuracy: learned.correct / train.rows.length,
      valLoss: measured && measured.loss / val.rows.length,
      valAccuracy: measured && measured.correct / val.rows.length,
      seconds: (this.#clock() - start) / 1000,
      phase,
    }
  }

  async *#learn(number: number): AsyncGenerator<TrainEvent, Measured | null> {
    const { train, table, settings, stop } = this.training
    const { optimizer } = this.#state
    const steps = settings.epochs * this.#batches
    const batches = inBatches(this.#shuffled(), settings.batch)
    let [sum, batch] = [nothing, 0]
    for await (const input of batchInputs(table, train, batches, number)) {
      const learningRate = learningRateAt(settings, optimizer.steps, steps)
      const measured = await this.#turn(input, (features, labels) =>
        this.#objective.learn(optimizer, learningRate, features, labels),
      )
      sum = added(sum, measured)
      checkLoss(sum.loss, this.#where(number))
      if (stop.aborted) return null
      const place = { epoch: number, batch: ++batch, batches: batches.length, learningRate }
      const told = this.#telling.add(measured, input.labels.length, place)
      if (told) yield { type: 'batch', batch: told }
      yield* this.#progress(number, batch)
    }
    return sum
  }

  *#progress(epoch: number, batch: number): Generator<TrainEvent> {
    const total = this.training.settings.epochs * this.#batches
    const done = (epoch - 1 - this.#before.length) * this.#batches + batch
    if (done % Math.ceil(total / reports) !== 0 && done !== total) return
    yield { type: 'progress', phase: 'training', done, total, unit: 'batches' }
  }

  async #measure(photos: LabelledRows): Promise<Measured | 'stopped'> {
    const batches = inBatches([...photos.rows.keys()], measuredAtOnce)
    let sum = nothing
    for await (const input of batchInputs(this.training.table, photos, batches, null)) {
      sum = added(sum, await this.#turn(input, this.#objective.measure.bind(this.#objective)))
      if (this.training.stop.aborted) return 'stopped'
    }
    return sum
  }

  /** Does something with the features and labels of a batch, alone on the device. */
  async #turn(
    { values, labels }: BatchInput,
    work: (features: tf.Tensor, labels: readonly number[]) => Measured,
  ): Promise<Measured> {
    const { table, device, signal } = this.training
    if (signal.aborted) throw cancelled()
    return device.turn('training', () => {
      // It may have waited long for its turn.
      if (signal.aborted) throw cancelled()
      const features = tf.tensor(values, [labels.length, ...table.shape])
      try {
        return work(features, labels)
      } finally {
        features.dispose()
      }
    })
  }

  #where(epoch: number): { epoch: number; learningRate: number } {
    return { epoch, learningRate: this.training.settings.learningRate }
  }

  dispose(): void {
    this.#state.optimizer.dispose()
    this.#state.best.dispose()
  }
}
