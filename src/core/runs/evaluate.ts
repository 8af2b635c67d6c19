import { z } from 'zod'
import type { Skipped } from '../../shared/contract/photos'
import { evaluationSchema } from '../../shared/contract/evaluation'
import type { Evaluation } from '../../shared/contract/evaluation'
import type { RunDetail } from '../../shared/contract/training'
import type { evaluationSettingsSchema } from '../../shared/contract/evaluation'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'
import { evaluateScores } from '../evaluation'
import type { ScoredPhoto } from '../evaluation'
import type { JobContext } from '../jobs/jobs'
import type { UsablePhoto } from '../photos/list'
import type { Services } from '../services'
import { evaluationPhotos } from './dataset'
import { featuresFolder, requireHead, runFolder } from './folder'
import { reportProgress } from './progress'
import { readRun } from './rows'

type EvaluationSettings = z.output<typeof evaluationSettingsSchema>

/**
 * Queues the evaluation of a run on a part of the project as it is now: with the labels that the photos have today,
 * among the classes that the run knows.
 * @throws AppError `not-found`; `bad-input` when the run has no head or the part no photos
 */
export function startEvaluation(services: Services, { run, split }: EvaluationSettings): { job: number } {
  const { project, jobs } = services
  const detail = readRun(project.database, run)
  requireHead(detail)
  const photos = evaluationPhotos(project, detail.classes, split)
  const job = jobs.start(
    'evaluate',
    async (context): Promise<Evaluation> => {
      const { rows, skipped } = await scorePhotos(services, detail, photos, context)
      return { run, split, ...evaluateScores(detail.classes, rows), skipped }
    },
    { run },
  )
  return { job }
}

/**
 * The newest evaluation of a run on each part that has one, in the order in which they were made.
 * @throws AppError `not-found`
 */
export function listEvaluations({ project }: Pick<Services, 'project'>, run: number): Evaluation[] {
  const { database } = project
  readRun(database, run)
  const results = database
    .prepare(
      `SELECT result FROM job WHERE id IN (
         SELECT max(id) FROM job WHERE run_id = ? AND kind = 'evaluate' AND status = 'done'
         GROUP BY result ->> 'split'
       ) ORDER BY id`,
    )
    .pluck()
    .all(run)
  return z.array(jsonColumn(evaluationSchema)).parse(results)
}

async function scorePhotos(
  { project, engine }: Services,
  { run, classes }: RunDetail,
  photos: readonly UsablePhoto[],
  context: JobContext,
) {
  const photosByPath = new Map(photos.map((photo) => [photo.path, photo]))
  const rows: ScoredPhoto[] = []
  const skipped: Skipped[] = []
  const manifest = {
    folder: runFolder(project, run),
    features: featuresFolder(project),
    photos: photos.map(({ path, hash }) => ({ path, hash })),
  }
  const client = await engine.client()
  for await (const event of client.score(manifest, { signal: context.stopSignal })) {
    if (event.type === 'progress') reportProgress(context, event)
    if (event.type === 'skipped') skipped.push(event.skipped)
    if (event.type === 'scored') {
      const { path, scores } = event
      const photo = photosByPath.get(path)
      if (!photo) throw new AppError('internal', `The engine scored ${path}, which it was not asked for.`)
      rows.push({ id: photo.id, path, label: classes.indexOf(photo.label), scores })
    }
  }
  if (rows.length > 0) return { rows, skipped }
  throw new AppError(
    'unreadable',
    `None of the ${photos.length} photos could be read: ${skipped[0]?.reason ?? ''}`,
    {
      skipped,
    },
  )
}
