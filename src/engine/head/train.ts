import type { TrainEvent } from '../../shared/contract/engine'
import type { Epoch, TrainSettings } from '../../shared/contract/training'
import { AppError, cancelled } from '../../shared/errors'
import type { Device } from '../device'
import { tf } from '../tensorflow'
import { inBatches } from './batches'
import type { LabelledRows } from './batches'
import { BestWeights } from './best-weights'
import { added, nothing, Objective } from './objective'
import type { Measured } from './objective'
import type { Learner, TrainingTable } from './learner'
import { shuffler } from './random'

export interface HeadTraining {
  readonly device: Device
  readonly learner: Learner
  readonly table: TrainingTable
  readonly train: LabelledRows
  /** May be empty. */
  readonly val: LabelledRows
  readonly settings: Pick<TrainSettings, 'epochs' | 'batch' | 'learningRate' | 'optimizer' | 'seed'>
  /** The epochs of the phase before, with which its own are numbered on and told. */
  readonly before?: readonly Epoch[]
  readonly phase?: Epoch['phase']
  /** Ends the training after the batch at hand; what is whole is kept. */
  readonly stop: AbortSignal
  /** Ends it with `cancelled`. */
  readonly signal: AbortSignal
}

export interface HeadOutcome {
  readonly epochs: readonly Epoch[]
  /** The epoch whose weights the head has now. */
  readonly best: Epoch
  readonly stopped: boolean
}

/** Rows that are measured at once; learning takes the batch of the settings. */
const measuredAtOnce = 128

/** So many reports of progress at most: more would only keep the wire busy. */
const reports = 200

const optimizers: Record<TrainSettings['optimizer'], (learningRate: number) => tf.Optimizer> = {
  adam: (rate) => tf.train.adam(rate),
  sgd: (rate) => tf.train.sgd(rate),
  rmsprop: (rate) => tf.train.rmsprop(rate),
}

/**
 * Trains a learner on a table, batch by batch in `training` turns of the device, and leaves it with the weights of its
 * best epoch. The same seed gives the same head.
 * @throws AppError `cancelled`, also when it was stopped before an epoch was whole; `bad-input` when the loss is no
 *   longer a number
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
  readonly #optimizer: tf.Optimizer
  readonly #best: BestWeights
  readonly #shuffled: () => number[]

  constructor(private readonly training: HeadTraining) {
    const { learner, settings, train } = training
    this.#objective = new Objective(learner)
    this.#optimizer = optimizers[settings.optimizer](settings.learningRate)
    this.#best = new BestWeights(learner)
    this.#shuffled = shuffler(train.rows.length, settings.seed)
  }

  async *epochs(): AsyncGenerator<TrainEvent, HeadOutcome> {
    const { settings, stop, before = [] } = this.training
    const epochs: Epoch[] = [...before]
    const wanted = before.length + settings.epochs
    while (epochs.length < wanted && !stop.aborted) {
      const epoch = yield* this.#epoch(epochs.length + 1)
      if (epoch === null) break
      epochs.push(epoch)
      this.#best.offer(epoch)
      yield { type: 'epoch', epoch }
    }
    // Stopped before anything was whole: there is nothing to keep.
    if (this.#best.epoch === null) throw cancelled()
    this.#best.restore()
    return { epochs, best: this.#best.epoch, stopped: epochs.length < wanted }
  }

  /** One pass over the photos and a look at the validation photos; null when it was stopped on the way. */
  async *#epoch(number: number): AsyncGenerator<TrainEvent, Epoch | null> {
    const { train, val, phase = 'train' } = this.training
    const start = performance.now()
    const learned = yield* this.#learn(number)
    if (learned === null) return null
    const measured = val.rows.length > 0 ? await this.#measure(val) : null
    if (measured === 'stopped') return null
    this.#checkLoss(measured?.loss ?? 0, number)
    const seconds = (performance.now() - start) / 1000
    return {
      epoch: number,
      loss: learned.loss / train.rows.length,
      accuracy: learned.correct / train.rows.length,
      valLoss: measured && measured.loss / val.rows.length,
      valAccuracy: measured && measured.correct / val.rows.length,
      seconds,
      phase,
    }
  }

  async *#learn(number: number): AsyncGenerator<TrainEvent, Measured | null> {
    const { train, settings, stop, before = [] } = this.training
    const batches = inBatches(this.#shuffled(), settings.batch)
    const total = settings.epochs * batches.length
    const between = Math.ceil(total / reports)
    let sum = nothing
    for (const [index, batch] of batches.entries()) {
      const learn = this.#objective.learn.bind(this.#objective, this.#optimizer)
      sum = added(sum, await this.#turn(train, batch, number, learn))
      this.#checkLoss(sum.loss, number)
      if (stop.aborted) return null
      const done = (number - 1 - before.length) * batches.length + index + 1
      if (done % between === 0 || done === total) {
        yield { type: 'progress', phase: 'training', done, total, unit: 'batches' }
      }
    }
    return sum
  }

  async #measure(photos: LabelledRows): Promise<Measured | 'stopped'> {
    let sum = nothing
    for (const batch of inBatches([...photos.rows.keys()], measuredAtOnce)) {
      sum = added(sum, await this.#turn(photos, batch, null, this.#objective.measure.bind(this.#objective)))
      if (this.training.stop.aborted) return 'stopped'
    }
    return sum
  }

  /** Does something with the features and labels of a batch, alone on the device. */
  async #turn(
    { rows, labels }: LabelledRows,
    batch: readonly number[],
    epoch: number | null,
    work: (features: tf.Tensor, labels: readonly number[]) => Measured,
  ): Promise<Measured> {
    const { table, device, signal } = this.training
    const values = await table.gather(
      batch.map((place) => rows[place] as number),
      epoch,
    )
    if (signal.aborted) throw cancelled()
    const own = batch.map((place) => labels[place] as number)
    return device.turn('training', () => {
      const features = tf.tensor(values, [batch.length, ...table.shape])
      try {
        return work(features, own)
      } finally {
        features.dispose()
      }
    })
  }

  #checkLoss(loss: number, epoch: number): void {
    if (Number.isFinite(loss)) return
    const { learningRate } = this.training.settings
    throw new AppError(
      'bad-input',
      `The training needs a loss that is a number, and in epoch ${epoch} it became ${loss} with the learning rate ` +
        `${learningRate}: lower the learning rate.`,
      { epoch, learningRate },
    )
  }

  dispose(): void {
    this.#optimizer.dispose()
    this.#best.dispose()
  }
}
