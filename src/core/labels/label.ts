import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { ensureClass } from './class-rows'
import { editPhotos } from './edit-photos'
import type { PhotoReferences } from './photo-references'

/** Gives photos a class, which is made where it is not there yet, or with null takes their class away. */
export function labelPhotos(
  project: Project,
  references: PhotoReferences,
  label: string | null,
): Promise<EditResult> {
  return editPhotos(project, references, {
    kind: 'label',
    write: (named) => {
      const to = label === null ? null : ensureClass(project, named.edit, label)
      project.database
        .prepare(
          `INSERT INTO history_label (history_id, photo_id, class_before, class_after)
           SELECT :edit, value, class_id, :to FROM json_each(:ids) LEFT JOIN photo_class ON photo_id = value
           WHERE class_id IS NOT :to`,
        )
        .run({ ...named, to })
    },
    describe: (changed) =>
      label === null
        ? `took the label off ${counted(changed, 'photo')}`
        : `labelled ${counted(changed, 'photo')} ${label}`,
  })
}
