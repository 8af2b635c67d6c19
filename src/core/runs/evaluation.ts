import { z } from 'zod'
import type { CurrentEvaluation, evaluationSettingsSchema } from '../../shared/contract/evaluation'
import { evaluateScores } from '../evaluation'
import type { Project } from '../project'
import { readRunClasses } from './classes'
import { readScores } from './scores'

/**
 * How good a run is on a part by the labels of today, from what it has said of the photos before: nothing is computed
 * anew, and nothing is written.
 * @throws AppError `not-found`
 */
export function currentEvaluation(
  project: Project,
  { run, split }: z.output<typeof evaluationSettingsSchema>,
): CurrentEvaluation {
  const { database } = project
  const classes = readRunClasses(database, run)
  const { rows, unscored } = readScores(project, run, classes, split)
  const relabelled = database
    .prepare(
      `SELECT count(*) FROM run_photo JOIN photo ON photo.id = photo_id
       WHERE run_id = :run AND photo.split = :split AND NOT excluded AND NOT EXISTS (
         SELECT 1 FROM photo_class
         WHERE photo_class.photo_id = run_photo.photo_id AND photo_class.class_id = run_photo.class_id
       )`,
    )
    .pluck()
    .get({ run, split })
  return {
    evaluation:
      rows.length === 0 ? null : { run, split, ...evaluateScores(classes.names, rows), skipped: [] },
    unscored,
    relabelled: z.int().parse(relabelled),
  }
}
