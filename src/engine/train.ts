import type { Base, EnginePhoto, TrainEvent, TrainManifest } from '../shared/contract/engine'
import type { Skipped } from '../shared/contract/photos'
import { scratchModel } from '../shared/contract/training'
import type { TrainSettings } from '../shared/contract/training'
import { AppError, cancelled } from '../shared/errors'
import { modelFacts } from '../shared/models'
import { buildHead } from './head/build'
import { checkpointKey, Checkpoints } from './head/checkpoints'
import { writeRun } from './head/run-file'
import { modelLearner } from './head/learner'
import { trainHead } from './head/train'
import type { HeadOutcome } from './head/train'
import type { EngineParts } from './parts'
import { buildScratch, scratchInput } from './scratch/build'
import type { tf } from './tensorflow'
import { Pause, PausedDevice } from './training-pause'
import { labelledRows } from './training-rows'
import { photoTable } from './training-table'
import type { PhotoTable } from './training-table'
import type { TunedNetwork } from './tuning/network'
import { cutOf, fineTune } from './tuning/tune'

interface AtWork {
  readonly stop: AbortController
  readonly pause: Pause
}

/** The trainings at work, by their folders. */
const trainings = new Map<string, AtWork>()

/**
 * Ends the training in this folder after the batch at hand; its best epoch is kept.
 * @returns whether there is one
 */
export function stopTraining(folder: string): boolean {
  trainings.get(folder)?.stop.abort()
  return trainings.has(folder)
}

/**
 * Lets the training in this folder wait after the batch at hand, of features or of learning, or go on.
 * @returns whether it waits now
 */
export function pauseTraining(folder: string, paused: boolean): boolean {
  return trainings.get(folder)?.pause.set(paused) ?? false
}

/**
 * Trains a head on the features of photos, and writes it with its `run.json` into the run's folder. Cancelled, stopped
 * before an epoch was whole, or cut off, it leaves no run there, but perhaps its `checkpoint/`, from which one that is
 * to resume goes on; without one that fits, it begins anew.
 * @throws AppError `cancelled`; `unreadable` when no photo of a class can be read; `bad-input` when the loss is no longer
 *   a number; `no-space`; `busy` when this folder is being trained in
 */
export async function* train(
  parts: EngineParts,
  manifest: TrainManifest,
  signal: AbortSignal,
): AsyncGenerator<TrainEvent> {
  const { folder } = manifest
  if (trainings.has(folder)) {
    throw new AppError('busy', `A training is at work in ${folder}: wait until it has ended, or stop it.`)
  }
  const stop = new AbortController()
  const pause = new Pause([stop.signal, signal])
  trainings.set(folder, { stop, pause })
  try {
    const device = new PausedDevice(parts.device, pause)
    yield* trainOnFeatures({ ...parts, device }, manifest, {
      ...{ stop: stop.signal, signal, clock: pause.clock },
    })
  } finally {
    trainings.delete(folder)
  }
}

/** What a training is led by from outside. */
export interface Led {
  /** Ends it after the batch at hand; what is whole is kept. */
  readonly stop: AbortSignal
  /** Ends it with `cancelled`. */
  readonly signal: AbortSignal
  /** Milliseconds, standing still while it waits. */
  readonly clock: () => number
}

async function* trainOnFeatures(
  parts: EngineParts,
  manifest: TrainManifest,
  led: Led,
): AsyncGenerator<TrainEvent> {
  const { stop, signal, clock } = led
  const start = clock()
  const base = trainingBase(manifest.settings)
  const { fineTune: fineTuning } = manifest.settings
  const skipped: Skipped[] = []
  const cut = fineTuning && cutOf(base, fineTuning)
  const table = yield* photoTable(
    parts,
    {
      ...{ base, photos: allPhotos(manifest), folder: manifest.features },
      learning: { ...manifest.settings, photos: manifest.train.length },
      signal: AbortSignal.any([signal, stop]),
    },
    skipped,
  )
  const features = secondsSince(clock, start)
  try {
    const { outcome, training } = yield* trainAndWrite(parts, manifest, {
      ...{ base, table, cut, skipped },
      ...led,
    })
    yield {
      type: 'done',
      stopped: outcome.stopped,
      result: {
        epochs: [...outcome.epochs],
        best: { epoch: outcome.best.epoch, valAccuracy: outcome.best.valAccuracy },
        seconds: { features, training, total: secondsSince(clock, start) },
        skipped,
      },
    }
  } finally {
    await table.close()
  }
}

/** What there is before anything is learned. */
interface Prepared {
  readonly base: Base
  readonly table: PhotoTable
  readonly cut: string | null
  /** What could not be read; what fine-tuning cannot read is added. */
  readonly skipped: Skipped[]
}

async function* trainAndWrite(
  parts: EngineParts,
  manifest: TrainManifest,
  { base, table, cut, skipped, ...led }: Led & Prepared,
): AsyncGenerator<TrainEvent, { outcome: HeadOutcome; training: number }> {
  const { settings, classes, folder } = manifest
  const { stop, signal, clock } = led
  const start = clock()
  const { train, val } = labelledRows(manifest, table, skipped)
  const key = checkpointKey(manifest, train.rows, val.rows)
  const checkpoints = new Checkpoints({ folder, key, log })
  const from = manifest.resume ? await checkpoints.read() : null
  const head = settings.scratch
    ? buildScratch({ side: base.input, classes: classes.length, settings })
    : buildHead({ featureShape: table.shape, classes: classes.length, settings })
  const common = { checkpoints, from, clock, stop, signal }
  let network: TunedNetwork | { dispose(): void } = head
  try {
    // What was cut off while the base learned goes on there.
    const isTuning = from?.facts.phase === 'fine-tune'
    let outcome: HeadOutcome | null = null
    if (!isTuning) {
      const learner = modelLearner(head, classes.length)
      const { device } = parts
      outcome = yield* trainHead({ ...{ device, table, train, val, settings, learner }, ...common })
    }
    let written: Pick<Written, 'base' | 'shape' | 'model'> = { base, shape: table.shape, model: head }
    if (settings.fineTune && cut !== null && !outcome?.stopped) {
      const before = outcome ?? { epochs: from?.facts.epochs.filter(({ phase }) => phase === 'train') ?? [] }
      const tuning = { manifest, base, head, before, common, skipped, fineTune: settings.fineTune }
      network = { dispose: () => undefined }
      const tuned = yield* fineTune(
        parts,
        { ...tuning, rowsOf: (other) => labelledRows(manifest, other, skipped) },
        cut,
      )
      network = tuned?.network ?? head
      outcome = tuned?.outcome ?? outcome
      if (tuned) written = { base: tuned.base, shape: tuned.network.inputShape, model: tuned.network.whole }
    }
    if (!outcome) throw cancelled()
    const training = secondsSince(clock, start)
    yield { type: 'progress', phase: 'writing', done: 0, total: 1, unit: 'files' }
    await writeHead(manifest, { ...written, outcome, signal })
    await checkpoints.remove()
    yield { type: 'progress', phase: 'writing', done: 1, total: 1, unit: 'files' }
    return { outcome, training }
  } finally {
    await checkpoints.close()
    network.dispose()
  }
}

/** Into the engine's log. */
function log(line: string): void {
  process.stderr.write(`${line}\n`)
}

interface Written {
  readonly base: Base
  /** Of what the model takes of one photo. */
  readonly shape: readonly number[]
  readonly model: tf.LayersModel
  readonly outcome: HeadOutcome
  readonly signal: AbortSignal
}

async function writeHead(
  { folder, classes, settings }: TrainManifest,
  { base, shape, model, outcome, signal }: Written,
): Promise<void> {
  if (signal.aborted) throw cancelled()
  const { epochs, best } = outcome
  const facts = {
    ...{ classes, base, settings },
    featureShape: [...shape],
    epochs: [...epochs],
    best: { epoch: best.epoch, valAccuracy: best.valAccuracy },
  }
  await writeRun(folder, model, facts, signal)
}

/** What a training's settings ask of the pretrained network. */
export function trainingBase({ model, input, head, fit, interpolation, scratch }: TrainSettings): Base {
  if (scratch) {
    return { model: scratchModel, input: input ?? scratchInput, pooling: 'none', fit, interpolation }
  }
  const facts = modelFacts(model)
  const pooling = head === 'flatten' ? 'none' : 'avg'
  return { model: facts.id, input: input ?? facts.input, pooling, fit, interpolation }
}

function allPhotos({ train, val }: TrainManifest): EnginePhoto[] {
  return [...train, ...val].map(({ path, hash }) => ({ path, hash }))
}

function secondsSince(clock: () => number, start: number): number {
  return (clock() - start) / 1000
}
