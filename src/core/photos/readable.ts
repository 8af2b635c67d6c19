import { resolve } from 'node:path'
import { z } from 'zod'
import type { Project } from '../project'
import { rootFolders } from './roots'

/** A photo that a network can look at, with a label or without. */
export interface ReadablePhoto {
  readonly id: number
  /** Absolute path. */
  readonly path: string
  /** SHA-256 of the file's bytes. */
  readonly hash: string
}

const rowSchema = z.object({ id: z.int(), rootId: z.int(), path: z.string(), hash: z.string() })

const conditions = {
  all: '',
  included: 'AND NOT excluded',
  unlabelled: 'AND NOT excluded AND NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = photo.id)',
} as const

/** The photos without a problem, in the order of their numbers: all of them, or those that were not excluded. */
export function readablePhotos(project: Project, which: keyof typeof conditions): ReadablePhoto[] {
  const folders = rootFolders(project)
  const rows = project.database
    .prepare(
      `SELECT id, root_id AS rootId, path, hash FROM photo
       WHERE problem IS NULL AND hash IS NOT NULL ${conditions[which]} ORDER BY id`,
    )
    .all()
  return z
    .array(rowSchema)
    .parse(rows)
    .map(({ id, rootId, path, hash }) => ({ id, hash, path: resolve(folders.get(rootId) ?? '', path) }))
}
