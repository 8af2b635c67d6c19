import type { EditResult } from '../../shared/contract/labels'
import type { Project } from '../project'
import { makeEdit } from './history'
import type { EditKind } from './history'
import { findPhotos } from './photo-references'
import type { PhotoReferences } from './photo-references'

/** What is done to photos. */
interface PhotoEdit {
  readonly kind: EditKind
  /** Writes down what the edit changes. `ids`: numbers of photos, each once, as JSON. */
  readonly write: (named: { readonly edit: number; readonly ids: string }) => void
  readonly describe: (changed: number) => string
}

/**
 * Makes an edit of the photos that are meant.
 * @param references numbers of photos, or paths as lists show them
 * @returns `changed` counts the photos of which something is otherwise than before
 * @throws AppError `not-found` naming the first photo that the project does not have; nothing is changed then
 */
export async function editPhotos(
  project: Project,
  references: PhotoReferences,
  { kind, write, describe }: PhotoEdit,
): Promise<EditResult> {
  const ids = await findPhotos(project, references)
  return makeEdit(project, { kind, write: (edit) => write({ edit, ids }), describe })
}
