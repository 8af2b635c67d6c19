import type { z } from 'zod'
import type { photoReferencesSchema } from '../../shared/contract/labels'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'
import { findPhotosByPath } from './photo-paths'

export type PhotoReferences = z.output<typeof photoReferencesSchema>

/**
 * The numbers of the photos that are meant, each once, as JSON for a statement's `json_each`.
 * @param references numbers of photos, or paths as lists show them
 * @throws AppError `not-found` naming the first photo that the project does not have
 */
export async function findPhotos(project: Project, references: PhotoReferences): Promise<string> {
  const found = 'photos' in references ? references.photos : await findPhotosByPath(project, references.paths)
  const ids = JSON.stringify([...new Set(found)])
  assertPresent(project, ids)
  return ids
}

function assertPresent({ database }: Project, ids: string): void {
  const missing = database
    .prepare<[string], number>(
      `SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM photo WHERE id = value) ORDER BY key LIMIT 1`,
    )
    .pluck()
    .get(ids)
  if (missing === undefined) return
  throw new AppError(
    'not-found',
    `There is no photo ${missing} in this project: \`headstart images\` lists what there is.`,
    { photo: missing },
  )
}
