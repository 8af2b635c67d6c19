import type { z } from 'zod'
import type { crossValidateManifestSchema, scoreEventSchema } from '../shared/contract/engine'
import { AppError, cancelled } from '../shared/errors'
import type { Device } from './device'
import { FoldHeads, recipe } from './cross-validate-heads'
import type { FoldedBatch } from './cross-validate-heads'
import { FoldSums } from './cross-validate-scaling'
import { featureEvents } from './feature-events'
import type { FeatureTable } from './features/table'
import { inBatches } from './head/batches'
import { classProbabilities } from './head/probabilities'
import { shuffler } from './head/random'
import type { EngineParts } from './parts'

type Manifest = z.infer<typeof crossValidateManifestSchema>
type ScoreEvent = z.infer<typeof scoreEventSchema>

/** Multiplications of a turn's largest product: a tenth of a second on two cores. */
const turnProducts = 2 ** 30
const batchSizes = { least: 64, most: 1024 }

/**
 * Scores every readable photo once, by a head that learned from the other folds alone: `scored` in the order of the
 * manifest; what cannot be read is `skipped`. A class that a head has not seen is merely unlikely to it.
 * @throws AppError `bad-input` for a label or fold that there is not; `cancelled`; what `computeFeatures` throws
 */
export async function* crossValidate(
  parts: EngineParts,
  manifest: Manifest,
  signal: AbortSignal,
): AsyncGenerator<ScoreEvent> {
  checkPlaces(manifest)
  const { base, photos, features: folder } = manifest
  const table = yield* featureEvents(parts, { base, photos, folder, signal })
  try {
    yield* scoreByFolds({ device: parts.device, manifest, table, signal })
  } finally {
    await table.close()
  }
}

function checkPlaces({ photos, classes, folds }: Manifest): void {
  const stray = photos.find(({ label, fold }) => label >= classes.length || fold >= folds)
  if (!stray) return
  const { path, label, fold } = stray
  throw new AppError(
    'bad-input',
    `Labels go from 0 to ${classes.length - 1} and folds from 0 to ${folds - 1}, but ${path} has label ${label} and fold ${fold}: number them anew.`,
    { path },
  )
}

interface Validation {
  readonly device: Device
  readonly manifest: Manifest
  readonly table: FeatureTable
  readonly signal: AbortSignal
}

async function* scoreByFolds(validation: Validation): AsyncGenerator<ScoreEvent> {
  const { manifest, table } = validation
  const outputs = manifest.classes.length === 2 ? 1 : manifest.classes.length
  const fitting = Math.floor(turnProducts / (table.size * manifest.folds * outputs))
  const size = Math.min(batchSizes.most, Math.max(batchSizes.least, fitting))
  const batches = inBatches([...table.photos.keys()], size)
  const epochs = Math.max(recipe.epochs, Math.ceil(recipe.steps / Math.max(1, batches.length)))
  // The pass that measures the features is told as one more epoch.
  const total = batches.length * (epochs + 1)
  const heads = yield* standardised(validation, batches, total)
  try {
    yield* learned(validation, { heads, size, epochs, total })
    yield* scored(validation, { heads, batches })
  } finally {
    heads.dispose()
  }
}

async function* standardised(
  { device, manifest, table, signal }: Validation,
  batches: readonly number[][],
  total: number,
): AsyncGenerator<ScoreEvent, FoldHeads> {
  const sums = new FoldSums(manifest.folds, table.size)
  for (const [index, rows] of batches.entries()) {
    const { values, folds } = await batchOf({ manifest, table, signal }, rows)
    sums.add(values, folds)
    yield training(index + 1, total)
  }
  return device.turn('training', () => new FoldHeads(manifest.classes.length, sums.scaling()))
}

async function* learned(
  { device, manifest, table, signal }: Validation,
  { heads, size, epochs, total }: { heads: FoldHeads; size: number; epochs: number; total: number },
): AsyncGenerator<ScoreEvent> {
  const rows = table.photos.length
  const shuffled = shuffler(rows, manifest.seed)
  const measured = total - Math.ceil(rows / size) * epochs
  let step = 0
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const some of inBatches(shuffled(), size)) {
      const batch = await batchOf({ manifest, table, signal }, some)
      const progress = step++ / (total - measured)
      await device.turn('training', () => heads.learn(batch, progress, rows))
      yield training(measured + step, total)
    }
  }
}

async function* scored(
  { device, manifest, table, signal }: Validation,
  { heads, batches }: { heads: FoldHeads; batches: readonly number[][] },
): AsyncGenerator<ScoreEvent> {
  const { classes, photos } = manifest
  let done = 0
  for (const rows of batches) {
    const batch = await batchOf({ manifest, table, signal }, rows)
    const outputs = await device.turn('training', () => heads.probabilities(batch))
    const scores = classProbabilities(outputs, classes.length)
    for (const [place, row] of rows.entries()) {
      const own = scores.subarray(place * classes.length, (place + 1) * classes.length)
      yield { type: 'scored', path: photos[table.photos[row] ?? 0]?.path ?? '', scores: [...own] }
    }
    done += rows.length
    yield { type: 'progress', phase: 'scoring', done, total: table.photos.length, unit: 'photos' }
  }
}

function training(done: number, total: number): ScoreEvent {
  return { type: 'progress', phase: 'training', done, total, unit: 'batches' }
}

async function batchOf(
  { manifest, table, signal }: Omit<Validation, 'device'>,
  rows: readonly number[],
): Promise<FoldedBatch> {
  const values = await table.gather(rows)
  if (signal.aborted) throw cancelled()
  const photos = rows.map((row) => manifest.photos[table.photos[row] ?? 0])
  return {
    values,
    labels: photos.map((photo) => photo?.label ?? 0),
    folds: photos.map((photo) => photo?.fold ?? 0),
  }
}
