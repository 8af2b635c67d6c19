import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { makeEdit } from './history'
import { findPhotos } from './photo-references'
import type { PhotoReferences } from './photo-references'

/**
 * Says of photos that the labels they have are right, so that no check doubts them any more; another label has to be
 * confirmed by itself.
 * @returns `changed` counts the photos whose label was not confirmed before; one without a label has nothing to confirm
 * @throws AppError `not-found` naming the first photo that the project does not have; nothing is changed then
 */
export async function confirmLabels(project: Project, references: PhotoReferences): Promise<EditResult> {
  const ids = await findPhotos(project, references)
  return makeEdit(project, {
    kind: 'confirm',
    write: (edit) => {
      project.database
        .prepare(
          `INSERT INTO history_confirmation (history_id, photo_id, class_before, class_after)
           SELECT :edit, value, confirmation.class_id, photo_class.class_id
           FROM json_each(:ids) JOIN photo_class ON photo_class.photo_id = value
             LEFT JOIN confirmation ON confirmation.photo_id = value
           WHERE confirmation.class_id IS NOT photo_class.class_id`,
        )
        .run({ edit, ids })
    },
    describe: (changed) => `confirmed ${counted(changed, 'label')}`,
  })
}
