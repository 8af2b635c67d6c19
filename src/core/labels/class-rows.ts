import { z } from 'zod'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'

export interface ClassRow {
  readonly id: number
  readonly name: string
  readonly position: number
}

const classRowSchema = z.object({ id: z.int(), name: z.string(), position: z.int() })

/** The number of a class, which is made where it is not there yet; for the writing of an edit. */
export function ensureClass(project: Project, edit: number, name: string): number {
  const found = findClass(project, name)
  if (found) return found.id
  const { database } = project
  const row = database
    .prepare(
      `INSERT INTO class (name, position) SELECT ?, coalesce(max(position), 0) + 1 FROM class
       RETURNING id, name, position`,
    )
    .get(name)
  const made = classRowSchema.parse(row)
  writeChange(project, edit, made.id, null, made)
  return made.id
}

/** Writes down that an edit changes a class; null where it is not there. */
export function writeChange(
  { database }: Project,
  edit: number,
  id: number,
  before: ClassRow | null,
  after: ClassRow | null,
): void {
  database
    .prepare('INSERT INTO history_class VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      edit,
      id,
      before?.name ?? null,
      before?.position ?? null,
      after?.name ?? null,
      after?.position ?? null,
    )
}

/** Every class, in the user's order. */
export function readClasses({ database }: Project): ClassRow[] {
  return z
    .array(classRowSchema)
    .parse(database.prepare('SELECT id, name, position FROM class ORDER BY position, id').all())
}

function findClass({ database }: Project, name: string): ClassRow | undefined {
  const row = database.prepare('SELECT id, name, position FROM class WHERE name = ?').get(name)
  return row === undefined ? undefined : classRowSchema.parse(row)
}

/** @throws AppError `not-found` naming the classes that there are */
export function requireClass(project: Project, name: string): ClassRow {
  const found = findClass(project, name)
  if (found) return found
  const known = readClasses(project).map((one) => `"${one.name}"`)
  const listed = known.slice(0, 10).join(', ') + (known.length > 10 ? ' and others' : '')
  throw new AppError(
    'not-found',
    `There is no class "${name}" in this project: it has ${known.length === 0 ? 'no classes yet' : listed}.`,
    { label: name },
  )
}

/** @throws AppError `exists` where a class has the name */
export function assertFree(project: Project, name: string): void {
  if (!findClass(project, name)) return
  throw new AppError('exists', `There is a class "${name}" already: choose another name, or merge the two.`, {
    label: name,
  })
}
