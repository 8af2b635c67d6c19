import type { Base, EnginePhoto, TrainEvent, TrainManifest } from '../shared/contract/engine'
import type { Skipped } from '../shared/contract/photos'
import type { TrainSettings } from '../shared/contract/training'
import { AppError, cancelled } from '../shared/errors'
import { modelFacts } from '../shared/models'
import { featureEvents } from './feature-events'
import type { FeatureTable } from './features/table'
import type { LabelledRows } from './head/batches'
import { buildHead } from './head/build'
import { writeRun } from './head/run-file'
import { modelLearner } from './head/learner'
import { trainHead } from './head/train'
import type { HeadOutcome } from './head/train'
import type { EngineParts } from './parts'
import type { tf } from './tensorflow'

/** The trainings at work, by their folders. */
const trainings = new Map<string, AbortController>()

/**
 * Ends the training in this folder after the batch at hand; its best epoch is kept.
 * @returns whether there is one
 */
export function stopTraining(folder: string): boolean {
  trainings.get(folder)?.abort()
  return trainings.has(folder)
}

/**
 * Trains a head on the features of photos, and writes it with its `run.json` into the run's folder. Cancelled, or
 * stopped before an epoch was whole, it leaves nothing there.
 * @throws AppError `cancelled`; `bad-input` when too few photos are usable or the loss is no longer a number; `busy`
 *   when this folder is being trained in
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
  trainings.set(folder, stop)
  try {
    yield* trainOnFeatures(parts, manifest, { stop: stop.signal, signal })
  } finally {
    trainings.delete(folder)
  }
}

interface Ends {
  readonly stop: AbortSignal
  readonly signal: AbortSignal
}

async function* trainOnFeatures(
  parts: EngineParts,
  manifest: TrainManifest,
  { stop, signal }: Ends,
): AsyncGenerator<TrainEvent> {
  const start = performance.now()
  const base = trainingBase(manifest.settings)
  const skipped: Skipped[] = []
  const table = yield* featureEvents(
    parts,
    { base, photos: allPhotos(manifest), folder: manifest.features, signal: AbortSignal.any([signal, stop]) },
    skipped,
  )
  const features = secondsSince(start)
  try {
    const { outcome, training } = yield* trainAndWrite(parts, manifest, { base, table, stop, signal })
    yield {
      type: 'done',
      stopped: outcome.stopped,
      result: {
        epochs: [...outcome.epochs],
        best: { epoch: outcome.best.epoch, valAccuracy: outcome.best.valAccuracy },
        seconds: { features, training, total: secondsSince(start) },
        skipped,
      },
    }
  } finally {
    await table.close()
  }
}

async function* trainAndWrite(
  { device }: EngineParts,
  manifest: TrainManifest,
  { base, table, stop, signal }: Ends & { base: Base; table: FeatureTable },
): AsyncGenerator<TrainEvent, { outcome: HeadOutcome; training: number }> {
  const { settings, classes } = manifest
  const start = performance.now()
  const { train, val } = labelledRows(manifest, table)
  const head = buildHead({ featureShape: table.shape, classes: classes.length, settings })
  try {
    const outcome = yield* trainHead({
      ...{ device, table, train, val, settings, stop, signal },
      learner: modelLearner(head, classes.length),
    })
    const training = secondsSince(start)
    yield { type: 'progress', phase: 'writing', done: 0, total: 1, unit: 'files' }
    await writeHead(manifest, { base, table, head, outcome, signal })
    yield { type: 'progress', phase: 'writing', done: 1, total: 1, unit: 'files' }
    return { outcome, training }
  } finally {
    head.dispose()
  }
}

interface Written {
  readonly base: Base
  readonly table: FeatureTable
  readonly head: tf.LayersModel
  readonly outcome: HeadOutcome
  readonly signal: AbortSignal
}

async function writeHead(
  { folder, classes, settings }: TrainManifest,
  { base, table, head, outcome, signal }: Written,
): Promise<void> {
  if (signal.aborted) throw cancelled()
  const { epochs, best } = outcome
  const facts = {
    ...{ classes, base, settings },
    featureShape: [...table.shape],
    epochs: [...epochs],
    best: { epoch: best.epoch, valAccuracy: best.valAccuracy },
  }
  await writeRun(folder, head, facts, signal)
}

/** What a training's settings ask of the pretrained network. */
export function trainingBase({ model, input, head, fit, interpolation }: TrainSettings): Base {
  const facts = modelFacts(model)
  const pooling = head === 'flatten' ? 'none' : 'avg'
  return { model: facts.id, input: input ?? facts.input, pooling, fit, interpolation }
}

function allPhotos({ train, val }: TrainManifest): EnginePhoto[] {
  return [...train, ...val].map(({ path, hash }) => ({ path, hash }))
}

/**
 * The rows to learn from and those to check with.
 * @throws AppError `bad-input` when a class has no photo to learn from
 */
function labelledRows(
  { classes, train, val }: TrainManifest,
  { photos }: FeatureTable,
): { train: LabelledRows; val: LabelledRows } {
  const labels = [...train, ...val].map(({ label }) => label)
  const part = (isWanted: (photo: number) => boolean): LabelledRows => {
    const rows = [...photos.keys()].filter((row) => isWanted(photos[row] as number))
    return { rows, labels: rows.map((row) => labels[photos[row] as number] as number) }
  }
  const usable = part((photo) => photo < train.length)
  for (const [label, name] of classes.entries()) {
    if (usable.labels.includes(label)) continue
    throw new AppError(
      'bad-input',
      `A training needs a readable photo of each class to learn from, and "${name}" has none: add photos of it.`,
      { class: name },
    )
  }
  return { train: usable, val: part((photo) => photo >= train.length) }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000
}
