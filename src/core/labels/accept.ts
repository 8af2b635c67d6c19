import { z } from 'zod'
import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { answerTable, readRunClasses } from '../runs/classes'
import { ensureClass } from './class-rows'
import { editPhotos } from './edit-photos'
import type { PhotoReferences } from './photo-references'

/**
 * Gives photos the classes that a run suggests, whichever they are, in one edit; a class that is gone is made again. Photos of
 * which the run has not been asked stay as they are.
 * @throws AppError `not-found` for a run that is not there
 */
export function acceptSuggestions(
  project: Project,
  references: PhotoReferences,
  run: number,
): Promise<EditResult> {
  return editPhotos(project, references, {
    kind: 'label',
    write: (named) => {
      const classIds = classesToGive(project, named, run)
      project.database
        .prepare(
          `WITH ${answerTable}
           INSERT INTO history_label (history_id, photo_id, class_before, class_after)
           SELECT :edit, score.photo_id, photo_class.class_id, answer.class_id
           FROM json_each(:ids) CROSS JOIN run_score AS score ON score.run_id = :run AND score.photo_id = value
             CROSS JOIN answer ON answer.place = score.predicted
             LEFT JOIN photo_class ON photo_class.photo_id = score.photo_id
           WHERE photo_class.class_id IS NOT answer.class_id`,
        )
        .run({ ...named, run, classIds: JSON.stringify(classIds) })
    },
    describe: (changed) => `accepted ${counted(changed, 'suggestion')}`,
  })
}

/** The numbers of the run's classes, at their places; only those that are suggested for one of the photos are made again. */
function classesToGive(
  project: Project,
  { edit, ids }: { readonly edit: number; readonly ids: string },
  run: number,
): (number | null)[] {
  const { database } = project
  const classes = readRunClasses(database, run)
  const suggested = database
    .prepare(
      'SELECT DISTINCT predicted FROM json_each(:ids) CROSS JOIN run_score ON run_id = :run AND photo_id = value',
    )
    .pluck()
    .all({ ids, run })
  const places = new Set(z.array(z.int()).parse(suggested))
  return classes.names.map((name, place) =>
    places.has(place) ? (classes.ids[place] ?? ensureClass(project, edit, name)) : null,
  )
}
