import { existsSync, readdirSync } from 'node:fs'
import { z } from 'zod'
import { trainSettingsSchema } from '../../shared/contract/training'
import type { TrainSettings } from '../../shared/contract/training'
import { jsonColumn } from '../database/json-column'
import type { Project } from '../project'
import { featuresFolder } from './folder'
import type { PhotoCounts, ResolvedSettings } from './needs'
import type { ManifestPhoto } from './queue'

const rowSchema = z.object({ id: z.int(), settings: jsonColumn(trainSettingsSchema) })

/** How many photos a training has, and of how many of them no earlier one has computed, or read, the same. */
export function countTrainingPhotos(
  project: Project,
  settings: ResolvedSettings,
  classes: number,
  photos: readonly ManifestPhoto[],
): PhotoCounts {
  const known = photosWithFeatures(project, settings)
  const count = (part: 'train' | 'val', isKnown = false): number =>
    photos.filter(({ id, split }) => split === part && !(isKnown && known.has(id))).length
  return {
    ...{ classes, train: count('train'), val: count('val') },
    missing: { train: count('train', true), val: count('val', true) },
  }
}

/** Photos of runs that ended well and took features by the same rule: those are kept. */
function photosWithFeatures(project: Project, settings: ResolvedSettings): Set<number> {
  const folder = featuresFolder(project)
  if (!existsSync(folder) || readdirSync(folder).length === 0) return new Set()
  const { database } = project
  const rule = featureRule(settings)
  const runs = database.prepare("SELECT id, settings FROM run WHERE status IN ('done', 'stopped')").all()
  const same = z
    .array(rowSchema)
    .parse(runs)
    .filter((run) => featureRule(run.settings) === rule)
  const photosOf = database.prepare('SELECT photo_id FROM run_photo WHERE run_id = ?').pluck()
  return new Set(same.flatMap(({ id }) => z.array(z.int()).parse(photosOf.all(id))))
}

/** All that decides a photo's features besides its content; what a network from scratch keeps are its pixels. */
function featureRule(settings: TrainSettings): string {
  const { model, input, head, fit, interpolation, augment, scratch, seed } = settings
  if (scratch) return JSON.stringify(['scratch', input, fit, interpolation])
  return JSON.stringify([model, input, head, fit, interpolation, augment, augment && seed])
}
