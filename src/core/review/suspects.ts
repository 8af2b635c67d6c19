import { resolve } from 'node:path'
import { z } from 'zod'
import type { Suspect, SuspectList } from '../../shared/contract/review'
import { rootFolders } from '../photos/roots'
import { photoVersion } from '../photos/version'
import type { Project } from '../project'
import { readChecked } from './check-rows'

const rowSchema = z.object({
  id: z.int(),
  rootId: z.int(),
  path: z.string(),
  hash: z.string(),
  label: z.string(),
  suggested: z.string(),
  labelScore: z.number(),
  score: z.number(),
})

/** The labels are those of today: one that was changed, confirmed or excluded since is in doubt no more, until that is undone. */
const inDoubt = `
  FROM checked_photo AS checked
    CROSS JOIN photo ON photo.id = checked.photo_id
    CROSS JOIN photo_class ON photo_class.photo_id = photo.id AND photo_class.class_id = checked.class_id
    CROSS JOIN class AS suggested ON suggested.id = checked.suggested_id
  WHERE checked.suspect = 1 AND photo.problem IS NULL AND NOT photo.excluded AND NOT EXISTS (
    SELECT 1 FROM confirmation
    WHERE confirmation.photo_id = photo.id AND confirmation.class_id = photo_class.class_id
  )`

/** The statements behind the list; the parameters of `page` are `limit` and `offset`. */
export const suspectQueries = {
  total: `SELECT count(*) ${inDoubt}`,
  page: `SELECT photo.id, root_id AS rootId, path, hash, suggested.name AS suggested,
      (SELECT name FROM class WHERE id = checked.class_id) AS label,
      label_score AS labelScore, score
    ${inDoubt} ORDER BY margin, checked.photo_id LIMIT :limit OFFSET :offset`,
  changed: `SELECT count(*) FROM photo_class CROSS JOIN photo ON photo.id = photo_class.photo_id
    WHERE photo.problem IS NULL AND photo.hash IS NOT NULL AND NOT photo.excluded AND NOT EXISTS (
      SELECT 1 FROM checked_photo
      WHERE checked_photo.photo_id = photo.id AND checked_photo.class_id = photo_class.class_id
    )`,
} as const

/** The photos whose labels the newest check doubts, the most doubtful first. */
export function listSuspects(
  project: Project,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): SuspectList {
  const checked = readChecked(project)
  if (checked === null) return { checked, total: 0, changed: 0, suspects: [] }
  const { database } = project
  const count = (query: string): number => z.int().parse(database.prepare(query).pluck().get())
  const folders = rootFolders(project)
  const rows = database.prepare<[object]>(suspectQueries.page).all({ limit, offset })
  return {
    checked,
    total: count(suspectQueries.total),
    changed: count(suspectQueries.changed),
    suspects: rows.map((row): Suspect => {
      const { rootId, path, hash, ...suspect } = rowSchema.parse(row)
      return { ...suspect, path: resolve(folders.get(rootId) ?? '', path), version: photoVersion(hash) }
    }),
  }
}
