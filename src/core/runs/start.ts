import type { TrainSettings } from '../../shared/contract/training'
import { resolveSettings } from '../model-input'
import type { Services } from '../services'
import { countTrainingPhotos } from './cached-photos'
import { trainingDataset } from './dataset'
import type { Dataset } from './dataset'
import { queueTraining } from './queue'
import type { ManifestPhoto } from './queue'
import { insertRun } from './record'
import { availableRoom, requireRoom } from './room'

/**
 * Queues a training on the labelled photos of the parts "train" and "val", and returns its job and its run at once.
 * @throws AppError `bad-input` when there is too little to learn from, the input is too small for the network, or
 *   settings do not go together; `not-found` for an unknown network, and for one whose weights are missing; `no-space`
 *   when it cannot fit
 */
export async function startRun(
  services: Services,
  wished: TrainSettings,
): Promise<{ job: number; run: number }> {
  const { project, models } = services
  const settings = resolveSettings(wished)
  if (!settings.scratch) models.require(settings.model, { top: false })
  const available = await availableRoom(project)
  const dataset = trainingDataset(project)
  const photos = manifestPhotos(dataset)
  const { classes } = dataset
  requireRoom(settings, countTrainingPhotos(project, settings, classes.length, photos), available)
  const run = insertRun(project.database, { settings, ...dataset })
  return queueTraining(services, { run, settings, classes, photos })
}

/** The photos of a data set as a training learns from them. */
export function manifestPhotos({ classes, photos }: Dataset): ManifestPhoto[] {
  const places = new Map(classes.map((name, place) => [name, place]))
  return photos.flatMap(({ id, path, hash, label, split }) =>
    split === 'test' ? [] : [{ id, path, hash, split, label: places.get(label) ?? 0 }],
  )
}
