import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { ensureClass } from './class-rows'
import { makeEdit } from './history'
import { findPhotos } from './photo-references'
import type { PhotoReferences } from './photo-references'

/**
 * Gives photos a class, which is made where it is not there yet, or with null takes their class away.
 * @param references numbers of photos, or paths as lists show them
 * @returns `changed` counts the photos that had another label before
 * @throws AppError `not-found` naming the first photo that the project does not have; nothing is changed then
 */
export async function labelPhotos(
  project: Project,
  references: PhotoReferences,
  label: string | null,
): Promise<EditResult> {
  const ids = await findPhotos(project, references)
  return makeEdit(project, {
    kind: 'label',
    write: (edit) => writeLabels(project, edit, ids, label),
    describe: (changed) =>
      label === null
        ? `took the label off ${counted(changed, 'photo')}`
        : `labelled ${counted(changed, 'photo')} ${label}`,
  })
}

/** @param ids numbers of photos, each once, as JSON */
function writeLabels(project: Project, edit: number, ids: string, label: string | null): void {
  const to = label === null ? null : ensureClass(project, edit, label)
  project.database
    .prepare(
      `INSERT INTO history_label (history_id, photo_id, class_before, class_after)
       SELECT :edit, value, class_id, :to FROM json_each(:ids) LEFT JOIN photo_class ON photo_id = value
       WHERE class_id IS NOT :to`,
    )
    .run({ edit, ids, to })
}
