import { existsSync } from 'node:fs'
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import type { Project } from '../project'

/** A folder that photos were imported from, or copied into. */
export interface ImportRoot {
  readonly id: number
  /** Absolute path. */
  readonly folder: string
}

const rootRowSchema = z.object({ id: z.int(), path: z.string() })

/** Absolute paths of every root, by number. */
export function rootFolders(project: Project): Map<number, string> {
  const rows = z
    .array(rootRowSchema)
    .parse(project.database.prepare('SELECT id, path FROM import_root').all())
  return new Map(rows.map(({ id, path }) => [id, resolve(project.folder, path)]))
}

/** The root for photos that stay where they are. */
export function rootInPlace(project: Project, source: string): ImportRoot {
  return ensureRoot(project, source, null)
}

/** The root for copies of a folder: the same one each time, and one of its own for another folder of the same name. */
export function rootOfCopies(project: Project, source: string): ImportRoot {
  return rootCopiedFrom(project, source, basename(source) || 'photos')
}

/**
 * The root for the photos of an array, known by its content: saved anew with other photos it is another one, since a row
 * says nothing of what was in its place before.
 * @param hash SHA-256 of the array's file
 */
export function rootOfArray(project: Project, name: string, hash: string): ImportRoot {
  return rootCopiedFrom(project, `sha256:${hash}`, name)
}

function rootCopiedFrom(project: Project, source: string, name: string): ImportRoot {
  const row = project.database.prepare('SELECT id, path FROM import_root WHERE copied_from = ?').get(source)
  if (row !== undefined) {
    const { id, path } = rootRowSchema.parse(row)
    return { id, folder: resolve(project.folder, path) }
  }
  return ensureRoot(project, freeFolder(project, name), source)
}

/** A root of its own for photos that were sent here: what is dropped tomorrow under the same name is something else. */
export function rootOfUpload(project: Project, name: string): ImportRoot {
  return ensureRoot(project, freeFolder(project, name), null)
}

/** Takes back a root that no photo came into. */
export function removeEmptyRoot(project: Project, { id }: ImportRoot): void {
  project.database
    .prepare(
      'DELETE FROM import_root WHERE id = :id AND NOT EXISTS (SELECT 1 FROM photo WHERE root_id = :id)',
    )
    .run({ id })
}

function ensureRoot(project: Project, folder: string, copiedFrom: string | null): ImportRoot {
  const id = project.database
    .prepare<[string, string | null], number>(
      // The update changes nothing; it is there so that the row is returned when it exists already.
      `INSERT INTO import_root (path, copied_from) VALUES (?, ?)
       ON CONFLICT (path) DO UPDATE SET path = excluded.path RETURNING id`,
    )
    .pluck()
    .get(storedPath(project, folder), copiedFrom)
  return { id: z.int().parse(id), folder }
}

/** Relative where it lies inside the project, so that both can be moved together. */
function storedPath(project: Project, folder: string): string {
  const path = relative(project.folder, folder)
  const isInside = path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
  return isInside ? path.replaceAll(sep, '/') || '.' : folder
}

function freeFolder(project: Project, name: string): string {
  const taken = new Set(rootFolders(project).values())
  for (let number = 1; ; number += 1) {
    const folder = join(project.folder, 'photos', number === 1 ? name : `${name}-${number}`)
    if (!taken.has(folder) && !existsSync(folder)) return folder
  }
}
