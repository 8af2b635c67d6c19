import type { z } from 'zod'
import type { engineForecastSchema } from '../../shared/contract/engine'
import type { Forecast, TrainSettings } from '../../shared/contract/training'
import { resolveSettings } from '../model-input'
import type { Services } from '../services'
import { countTrainingPhotos } from './cached-photos'
import { trainingDataset } from './dataset'
import { checkpointBytes, missingRows, rowsOfPhoto } from './needs'
import type { PhotoCounts, ResolvedSettings } from './needs'
import { availableRoom, problemOf } from './room'
import { manifestPhotos } from './start'
import type { ManifestPhoto } from './queue'

type Measured = z.output<typeof engineForecastSchema>

/** Photos that are measured: enough for a batch of features, and read within a second. */
const sampleSize = 16

/**
 * What a training would take: a few batches are measured, the rest is arithmetic. Photos that an earlier run with the same
 * base learned from have their features already; those of one from scratch are read already.
 * @throws AppError as `startRun` does, but not for want of space; `engine`; `cancelled`
 */
export async function forecastRun(
  services: Services,
  wished: TrainSettings,
  signal: AbortSignal,
): Promise<Forecast> {
  const { project, engine, models } = services
  const settings = resolveSettings(wished)
  if (!settings.scratch) models.require(settings.model, { top: false })
  const dataset = trainingDataset(project)
  const photos = manifestPhotos(dataset)
  const counts = countTrainingPhotos(project, settings, dataset.classes.length, photos)
  const client = await engine.client()
  const { memory: held } = await client.info({}, { signal })
  const manifest = { settings, classes: dataset.classes.length, sample: sampleOf(photos) }
  const measured = await client.forecast(manifest, { signal })
  const free = await availableRoom(project)
  // What the engine has already it need not be given again.
  const available = { memory: free.memory + held, disk: free.disk }
  const needs = {
    memory: Math.ceil(measured.memory + 2 * measured.trainableBytes),
    disk: Math.ceil(
      missingRows(settings, counts) * measured.featureBytes + checkpointBytes(measured.trainableBytes),
    ),
  }
  const seconds = secondsOf(settings, counts, measured)
  return { seconds, ...needs, available, problem: problemOf(settings, counts, needs, available) }
}

/** Photos from all over the list, so that small ones and large ones are among them. */
function sampleOf(photos: readonly ManifestPhoto[]): { path: string; hash: string }[] {
  const step = Math.max(1, photos.length / sampleSize)
  const count = Math.min(photos.length, sampleSize)
  return Array.from({ length: count }, (_, index) => photos[Math.floor(index * step)]).flatMap((photo) =>
    photo ? [{ path: photo.path, hash: photo.hash }] : [],
  )
}

function secondsOf(
  settings: ResolvedSettings,
  counts: PhotoCounts,
  { secondsPerFeature, secondsPerBatch, secondsPerMeasured, tuning }: Measured,
): Forecast['seconds'] {
  const { fineTune, epochs, batch } = settings
  const rows = counts.train * rowsOfPhoto(settings)
  const batches = Math.ceil(rows / batch)
  const measuring = counts.val * secondsPerMeasured
  const tuned = fineTune && tuning ? { ...tuning, epochs: fineTune.epochs } : undefined
  const features =
    missingRows(settings, counts) * secondsPerFeature +
    (tuned ? (rows + counts.val) * tuned.secondsPerFeature : 0)
  const training =
    epochs * (batches * secondsPerBatch + measuring) +
    (tuned ? tuned.epochs * (batches * tuned.secondsPerBatch + measuring) : 0)
  return { features, training, total: features + training }
}
