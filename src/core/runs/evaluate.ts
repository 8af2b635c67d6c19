import { z } from 'zod'
import { evaluationSchema } from '../../shared/contract/evaluation'
import type { Evaluation, evaluationSettingsSchema } from '../../shared/contract/evaluation'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'
import { evaluateScores } from '../evaluation'
import type { Services } from '../services'
import { readRunClasses } from './classes'
import { evaluationPhotos } from './dataset'
import { requireHead } from './folder'
import { readRun } from './rows'
import { scorePhotos } from './score'
import { readScores } from './scores'

type EvaluationSettings = z.output<typeof evaluationSettingsSchema>

/**
 * Queues the evaluation of a run on a part of the project as it is now: with the labels that the photos have today,
 * among the classes that the run knows. What the run has said of photos before is not asked again.
 * @throws AppError `not-found`; `bad-input` when the run has no head or the part no photos
 */
export function startEvaluation(services: Services, { run, split }: EvaluationSettings): { job: number } {
  const { project, jobs } = services
  requireHead(readRun(project.database, run))
  const photos = evaluationPhotos(project, readRunClasses(project.database, run).names, split)
  const job = jobs.start(
    'evaluate',
    async (context): Promise<Evaluation> => {
      const skipped = await scorePhotos(services, run, photos, context)
      const classes = readRunClasses(project.database, run)
      const { rows } = readScores(project, run, classes, split)
      if (rows.length > 0) return { run, split, ...evaluateScores(classes.names, rows), skipped }
      throw new AppError(
        'unreadable',
        `None of the ${photos.length} photos could be read: ${skipped[0]?.reason ?? ''}`,
        { skipped },
      )
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
