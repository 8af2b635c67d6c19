import type { EnginePhoto, TrainManifest } from '../../shared/contract/engine'
import type { Run, TrainSettings } from '../../shared/contract/training'
import type { Services } from '../services'
import { featuresFolder, runFolder } from './folder'
import { train } from './train'

/** A photo of a training; `label` is its class's place among the run's. */
export interface ManifestPhoto extends EnginePhoto {
  readonly id: number
  readonly label: number
  readonly split: 'train' | 'val'
}

export interface QueuedTraining {
  readonly run: number
  readonly settings: TrainSettings
  readonly classes: readonly string[]
  /** In the order in which they are learned from, before they are shuffled. */
  readonly photos: readonly ManifestPhoto[]
  /** How the run had ended, where it goes on. */
  readonly before?: Pick<Run, 'run' | 'status' | 'reason'>
}

/** Queues the job that trains a run. */
export function queueTraining(
  services: Services,
  { run, settings, classes, photos, before }: QueuedTraining,
): { job: number; run: number } {
  const { project, jobs } = services
  const part = (wanted: 'train' | 'val'): TrainManifest['train'] =>
    photos.filter(({ split }) => split === wanted).map(({ path, hash, label }) => ({ path, hash, label }))
  const manifest: TrainManifest = {
    folder: runFolder(project, run),
    features: featuresFolder(project),
    classes: [...classes],
    settings,
    train: part('train'),
    val: part('val'),
    resume: before !== undefined,
  }
  const photoIds = new Map(photos.map(({ path, id }) => [path, id]))
  const training = { run, manifest, photoIds, before }
  const job = jobs.start('train', (context) => train(services, training, context), { run })
  return { job, run }
}
