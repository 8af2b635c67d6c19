import { resolve } from 'node:path'
import { z } from 'zod'
import { photoSchema, splitSchema } from '../../shared/contract/photos'
import type { Photo, PhotoFilter, PhotoList, SplitName } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'
import { classIdsOf, readRunClasses } from '../runs/classes'
import type { RunClasses } from '../runs/classes'
import { listQueries } from './list-queries'
import type { ListQueries } from './list-queries'
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

const listRowSchema = photoSchema.omit({ version: true, suggestion: true }).extend({
  rootId: z.int(),
  hash: z.string().nullable(),
  excluded: z.int().transform(Boolean),
  predicted: z.int().nullable(),
  confidence: z.number().nullable(),
})

const usableRowSchema = z.object({
  id: z.int(),
  rootId: z.int(),
  path: z.string(),
  hash: z.string(),
  label: z.string(),
  classId: z.int(),
  split: splitSchema.nullable(),
})

/**
 * A page of the photos that fit a filter, and how many there are in all.
 * @throws AppError `not-found` for a run that is not there; `bad-input` for a filter that asks for suggestions of none
 */
export function listPhotos(project: Project, filter: PhotoFilter): PhotoList {
  const { database } = project
  const { label, split, suggestedBy, disagrees, order } = filter
  if (suggestedBy === undefined && (disagrees || order !== 'added')) {
    throw new AppError(
      'bad-input',
      'Photos can be ordered by how sure a run is, or picked by what it says, once a run is chosen: name one.',
    )
  }
  const classes = suggestedBy === undefined ? undefined : readRunClasses(database, suggestedBy)
  const parameters = {
    ...(label !== undefined && { label }),
    ...(split !== undefined && { split }),
    ...(classes && { run: suggestedBy, classIds: classIdsOf(classes) }),
  }
  const { count, ...pages } = listQueries(filter)
  const total = z.int().parse(database.prepare<[object]>(count).pluck().get(parameters))
  const ids = findPage(project, pages, filter, parameters)
  return { total, images: readPhotos(project, ids, classes && { run: suggestedBy ?? 0, classes }) }
}

/** The numbers of the photos on a page: first those that have a suggestion where that matters. */
function findPage(
  { database }: Project,
  { page, rest }: Omit<ListQueries, 'count'>,
  { limit, offset }: PhotoFilter,
  parameters: object,
): number[] {
  const find = (statement: string, place: object): number[] =>
    database
      .prepare<[object], number>(statement)
      .pluck()
      .all({ ...parameters, ...place })
  const ids = find(page, { limit, offset })
  if (!rest || ids.length === limit) return ids
  const suggested = z.int().parse(database.prepare<[object]>(rest.suggested).pluck().get(parameters))
  const place = { limit: limit - ids.length, offset: Math.max(0, offset - suggested) }
  return [...ids, ...find(rest.page, place)]
}

/** Photos by their numbers, in that order; those that are gone are left out. @param by the run whose suggestions come with them */
export function readPhotos(
  project: Project,
  ids: readonly number[],
  by?: { readonly run: number; readonly classes: RunClasses },
): Photo[] {
  const folders = rootFolders(project)
  const rows = project.database
    .prepare<[object]>(
      `SELECT photo.id, root_id AS rootId, photo.path, photo.hash, split, width, height, problem, excluded, predicted, confidence,
         (SELECT name FROM photo_class JOIN class ON class.id = class_id WHERE photo_id = photo.id) AS label
       FROM json_each(:ids) AS wanted JOIN photo ON photo.id = wanted.value
         LEFT JOIN run_score AS score ON score.run_id = :run AND score.photo_id = photo.id
       ORDER BY wanted.key`,
    )
    .all({ ids: JSON.stringify(ids), run: by?.run ?? null })
  return rows.map((row) => {
    const { rootId, hash, predicted, confidence, ...photo } = listRowSchema.parse(row)
    const path = resolve(folders.get(rootId) ?? '', photo.path)
    const label = predicted === null ? undefined : by?.classes.names[predicted]
    const suggestion = label === undefined || confidence === null ? null : { label, score: confidence }
    return { ...photo, path, suggestion, version: photoVersion(hash) }
  })
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
