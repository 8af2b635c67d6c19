import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { makeEdit } from './history'
import { findPhotos } from './photo-references'
import type { PhotoReferences } from './photo-references'

/**
 * Takes photos out of trainings and evaluations, or back into them; they keep their labels and their parts.
 * @returns `changed` counts the photos of which it was otherwise before
 * @throws AppError `not-found` naming the first photo that the project does not have; nothing is changed then
 */
export async function excludePhotos(
  project: Project,
  references: PhotoReferences,
  excluded: boolean,
): Promise<EditResult> {
  const ids = await findPhotos(project, references)
  return makeEdit(project, {
    kind: 'exclude',
    write: (edit) => {
      project.database
        .prepare(
          `INSERT INTO history_exclusion (history_id, photo_id, excluded_before, excluded_after)
           SELECT :edit, photo.id, excluded, :excluded FROM json_each(:ids) JOIN photo ON photo.id = value
           WHERE excluded <> :excluded`,
        )
        .run({ edit, ids, excluded: excluded ? 1 : 0 })
    },
    describe: (changed) => `${excluded ? 'excluded' : 'included'} ${counted(changed, 'photo')}`,
  })
}
