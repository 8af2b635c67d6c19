import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { editPhotos } from './edit-photos'
import type { PhotoReferences } from './photo-references'

/**
 * Says of photos that the labels they have are right, so that no check doubts them any more; another label has to be
 * confirmed by itself, and a photo without one has nothing to confirm.
 */
export function confirmLabels(project: Project, references: PhotoReferences): Promise<EditResult> {
  return editPhotos(project, references, {
    kind: 'confirm',
    write: (named) => {
      project.database
        .prepare(
          `INSERT INTO history_confirmation (history_id, photo_id, class_before, class_after)
           SELECT :edit, value, confirmation.class_id, photo_class.class_id
           FROM json_each(:ids) JOIN photo_class ON photo_class.photo_id = value
             LEFT JOIN confirmation ON confirmation.photo_id = value
           WHERE confirmation.class_id IS NOT photo_class.class_id`,
        )
        .run(named)
    },
    describe: (changed) => `confirmed ${counted(changed, 'label')}`,
  })
}
