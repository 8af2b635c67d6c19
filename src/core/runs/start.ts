import type { TrainManifest } from '../../shared/contract/engine'
import type { TrainSettings } from '../../shared/contract/training'
import { resolveInput } from '../model-input'
import type { Services } from '../services'
import { trainingDataset } from './dataset'
import type { Dataset } from './dataset'
import { featuresFolder, runFolder } from './folder'
import { insertRun } from './record'
import { train } from './train'

/**
 * Queues a training on the labelled photos of the parts "train" and "val", and returns its job and its run at once.
 * @throws AppError `bad-input` when there is too little to learn from or the input is too small for the network;
 *   `not-found` for an unknown network, and for one whose weights are missing
 */
export function startRun(services: Services, wished: TrainSettings): { job: number; run: number } {
  const { project, jobs } = services
  // With the network's own name and side, so that the run says by itself how it was trained.
  const settings = { ...wished, ...resolveInput(wished) }
  services.models.require(settings.model, { top: false })
  const dataset = trainingDataset(project)
  const run = insertRun(project.database, { settings, ...dataset })
  const manifest: TrainManifest = {
    folder: runFolder(project, run),
    features: featuresFolder(project),
    classes: [...dataset.classes],
    settings,
    train: labelled(dataset, 'train'),
    val: labelled(dataset, 'val'),
    resume: false,
  }
  const photoIds = new Map(dataset.photos.map(({ path, id }) => [path, id]))
  const job = jobs.start('train', (context) => train(services, { run, manifest, photoIds }, context), { run })
  return { job, run }
}

function labelled({ classes, photos }: Dataset, part: 'train' | 'val'): TrainManifest['train'] {
  const numbers = new Map(classes.map((name, number) => [name, number]))
  return photos
    .filter(({ split }) => split === part)
    .map(({ path, hash, label }) => ({ path, hash, label: numbers.get(label) ?? 0 }))
}
