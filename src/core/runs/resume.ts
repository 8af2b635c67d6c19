import { resolve } from 'node:path'
import { z } from 'zod'
import type { RunDetail } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'
import { rootFolders } from '../photos/roots'
import type { Project } from '../project'
import type { Services } from '../services'
import { queueTraining } from './queue'
import type { ManifestPhoto } from './queue'
import { markQueued } from './record'
import { readRun } from './rows'

/**
 * Queues a run again that was interrupted or failed after a whole epoch: as the same run, with the settings, photos and
 * labels that it began with. Photos that were removed from the project meanwhile are left out.
 * @throws AppError `not-found`; `busy` while it is queued or running; `bad-input` where nothing is kept to go on from
 */
export function resumeRun(services: Services, run: number): { job: number; run: number } {
  const { project, models } = services
  const detail = readRun(project.database, run)
  requireResumable(detail)
  if (detail.kind !== 'scratch') models.require(detail.settings.model, { top: false })
  const { settings, classes } = detail
  const photos = photosOf(project, detail)
  markQueued(project.database, run)
  return queueTraining(services, { run, settings, classes, photos, before: detail })
}

function requireResumable({ run, status, resumable }: RunDetail): void {
  if (resumable) return
  if (status === 'queued' || status === 'running') {
    throw new AppError('busy', `Run ${run} is ${status} already: wait until it has ended.`, { run })
  }
  const why =
    status === 'interrupted' || status === 'failed'
      ? `has no whole epoch to go on from`
      : `is ${status}, and has nothing to go on with`
  throw new AppError('bad-input', `Run ${run} ${why}: train again with its settings.`, { run, status })
}

const photoRowSchema = z.object({
  id: z.int(),
  rootId: z.int(),
  path: z.string(),
  hash: z.string(),
  classId: z.int(),
  className: z.string().nullable(),
  split: z.enum(['train', 'val']),
})

/** The photos of a run where they lie now, with the labels of then. */
function photosOf(project: Project, { run, classes }: RunDetail): ManifestPhoto[] {
  const rows = project.database
    .prepare(
      `SELECT photo.id, root_id AS rootId, path, hash, run_photo.class_id AS classId, class.name AS className,
         run_photo.split
       FROM run_photo JOIN photo ON photo.id = photo_id LEFT JOIN class ON class.id = run_photo.class_id
       WHERE run_id = ? AND hash IS NOT NULL`,
    )
    .all(run)
  const folders = rootFolders(project)
  const places = classPlaces(project, run)
  return z
    .array(photoRowSchema)
    .parse(rows)
    .map(({ id, rootId, path, hash, classId, className, split }) => ({
      ...{ id, hash, split, path: resolve(folders.get(rootId) ?? '', path) },
      label: places.get(classId) ?? classes.indexOf(className ?? ''),
    }))
    .filter(({ label }) => label >= 0)
    .sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** The place of each class among the run's, by the number that it had. */
function classPlaces({ database }: Project, run: number): Map<number, number> {
  const text = database.prepare('SELECT class_ids FROM run WHERE id = ?').pluck().get(run)
  const ids = jsonColumn(z.array(z.int().nullable())).nullable().parse(text) ?? []
  return new Map(ids.flatMap((id, place) => (id === null ? [] : [[id, place] as const])))
}
