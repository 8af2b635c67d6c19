import type { EditResult } from '../../shared/contract/labels'
import { counted } from '../../shared/numbers'
import type { Project } from '../project'
import { editPhotos } from './edit-photos'
import type { PhotoReferences } from './photo-references'

/** Takes photos out of trainings and evaluations, or back into them; they keep their labels and their parts. */
export function excludePhotos(
  project: Project,
  references: PhotoReferences,
  excluded: boolean,
): Promise<EditResult> {
  return editPhotos(project, references, {
    kind: 'exclude',
    write: (named) => {
      project.database
        .prepare(
          `INSERT INTO history_exclusion (history_id, photo_id, excluded_before, excluded_after)
           SELECT :edit, photo.id, excluded, :excluded FROM json_each(:ids) JOIN photo ON photo.id = value
           WHERE excluded <> :excluded`,
        )
        .run({ ...named, excluded: excluded ? 1 : 0 })
    },
    describe: (changed) => `${excluded ? 'excluded' : 'included'} ${counted(changed, 'photo')}`,
  })
}
