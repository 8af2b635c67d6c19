import { resolve } from 'node:path'
import { z } from 'zod'
import { photoSchema, splitSchema } from '../../shared/contract/photos'
import type { PhotoFilter, PhotoList, SplitName } from '../../shared/contract/photos'
import type { Project } from '../project'
import { rootFolders } from './roots'
import { photoVersion } from './version'

/** A photo that a network can learn from, or be judged by. */
export interface UsablePhoto {
  readonly id: number
  /** Absolute path. */
  readonly path: string
  /** SHA-256 of the file's bytes. */
  readonly hash: string
  /** Name of its class. */
  readonly label: string
  readonly classId: number
  readonly split: SplitName | null
}

const listRowSchema = photoSchema
  .omit({ version: true, suggestion: true })
  .extend({ rootId: z.int(), hash: z.string().nullable(), excluded: z.int().transform(Boolean) })

const usableRowSchema = z.object({
  id: z.int(),
  rootId: z.int(),
  path: z.string(),
  hash: z.string(),
  label: z.string(),
  classId: z.int(),
  split: splitSchema.nullable(),
})

const conditions = {
  label: `photo.id IN (
    SELECT photo_id FROM photo_class WHERE class_id = (SELECT id FROM class WHERE name = :label)
  )`,
  split: 'split = :split',
  unlabelled: 'NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = photo.id)',
} as const

/** The statements that list photos for a filter; the parameters are `label`, `split`, `limit` and `offset`. */
export function listQueries({ label, split, unlabelled }: PhotoFilter): { count: string; page: string } {
  const wanted = [
    ...(label === undefined ? [] : [conditions.label]),
    ...(split === undefined ? [] : [conditions.split]),
    ...(unlabelled ? [conditions.unlabelled] : []),
  ]
  const where = wanted.length === 0 ? '' : `WHERE ${wanted.join(' AND ')}`
  return {
    count: `SELECT count(*) FROM photo ${where}`,
    page: `
      SELECT id, root_id AS rootId, path, hash, split, width, height, problem, excluded,
        (SELECT name FROM photo_class JOIN class ON class.id = class_id WHERE photo_id = photo.id) AS label
      FROM photo ${where} ORDER BY id LIMIT :limit OFFSET :offset`,
  }
}

/** A page of the photos that fit a filter, in the order in which they came in, and how many there are in all. */
export function listPhotos(project: Project, filter: PhotoFilter): PhotoList {
  const { database } = project
  const { label, split, limit, offset } = filter
  const { count, page } = listQueries(filter)
  const parameters = { ...(label !== undefined && { label }), ...(split !== undefined && { split }) }
  const folders = rootFolders(project)
  const rows = database.prepare<[object]>(page).all({ ...parameters, limit, offset })
  return {
    total: z.int().parse(database.prepare<[object]>(count).pluck().get(parameters)),
    images: rows.map((row) => {
      const { rootId, hash, ...photo } = listRowSchema.parse(row)
      const path = resolve(folders.get(rootId) ?? '', photo.path)
      return { ...photo, path, suggestion: null, version: photoVersion(hash) }
    }),
  }
}

/** The labelled photos without a problem that are in one of the splits (null: in none), in the order of their ids. */
export function usablePhotos(project: Project, splits: readonly (SplitName | null)[]): UsablePhoto[] {
  const folders = rootFolders(project)
  const rows = project.database
    .prepare(
      `SELECT photo.id, root_id AS rootId, path, hash, class.name AS label, class.id AS classId, split
       FROM photo JOIN photo_class ON photo_id = photo.id JOIN class ON class.id = class_id
       WHERE problem IS NULL AND hash IS NOT NULL AND NOT excluded ORDER BY photo.id`,
    )
    .all()
  return z
    .array(usableRowSchema)
    .parse(rows)
    .filter(({ split }) => splits.includes(split))
    .map(({ rootId, path, ...photo }) => ({ ...photo, path: resolve(folders.get(rootId) ?? '', path) }))
}

/** How many labelled, usable photos each class has, in the order of the classes. */
export function countClasses(project: Project): Record<string, number> {
  const rows = project.database
    .prepare(
      `SELECT class.name, count(photo.id) AS photos
       FROM class LEFT JOIN photo_class ON class_id = class.id
         LEFT JOIN photo ON photo.id = photo_id AND problem IS NULL
       GROUP BY class.id ORDER BY position, class.id`,
    )
    .all()
  const counts = z.array(z.object({ name: z.string(), photos: z.int() })).parse(rows)
  return Object.fromEntries(counts.map(({ name, photos }) => [name, photos]))
}

/** Notes that a photo cannot be used, when that turns out later than at its import; the next import tries it again. */
export function markProblem(project: Project, photoId: number, reason: string): void {
  project.database.prepare('UPDATE photo SET problem = ? WHERE id = ?').run(reason, photoId)
  project.changes.tell()
}
