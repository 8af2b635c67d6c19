import { z } from 'zod'
import type { EditResult } from '../../shared/contract/labels'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'
import { applyEdit } from './apply'
import type { Direction } from './direction'

export type EditKind = 'label' | 'classes' | 'split' | 'exclude' | 'confirm'

interface Edit {
  readonly kind: EditKind
  /** Writes down, in the tables of the history, what the edit with this number changes. */
  readonly write: (edit: number) => void
  /** What it did, in the user's words. @param changed how many photos, or where it touches none, how many classes */
  readonly describe: (changed: number) => string
}

const countsSchema = z.object({ photos: z.int(), classes: z.int(), settings: z.int() })
const stepSchema = z.object({ id: z.int(), description: z.string() })
type Step = z.infer<typeof stepSchema>

const nothing: EditResult = { changed: 0, description: 'changed nothing' }

/**
 * Makes an edit and remembers it, in one transaction; what was undone before can then not be done again. An edit that
 * changes nothing is not remembered.
 */
export function makeEdit(project: Project, { kind, write, describe }: Edit): EditResult {
  const { database } = project
  const make = database.transaction((): EditResult => {
    const { lastInsertRowid } = database
      .prepare("INSERT INTO history (kind, description, created_at) VALUES (?, '', ?)")
      .run(kind, new Date().toISOString())
    const edit = Number(lastInsertRowid)
    write(edit)
    const counts = countChanges(project, edit)
    if (counts.photos + counts.classes + counts.settings === 0) {
      database.prepare('DELETE FROM history WHERE id = ?').run(edit)
      return nothing
    }
    const changed = counts.photos || counts.classes
    const description = describe(changed)
    database.prepare('DELETE FROM history WHERE undone = 1').run()
    database.prepare('UPDATE history SET description = ? WHERE id = ?').run(description, edit)
    applyEdit(database, edit, 'redo')
    return { changed, description }
  })
  const result = make.immediate()
  if (result !== nothing) project.changes.tell()
  return result
}

/**
 * Takes back the newest edit that is in force. What an import did since stays as it is: the labels it gave, and the
 * classes that it needs.
 * @throws AppError `bad-input` where there is none
 */
export function undo(project: Project): EditResult {
  return step(project, 'undo')
}

/**
 * Does the edit again that was taken back last.
 * @throws AppError `bad-input` where there is none
 */
export function redo(project: Project): EditResult {
  return step(project, 'redo')
}

/** What an undo and a redo would do; null where there is nothing to do. */
export function nextSteps(project: Project): Record<Direction, { description: string } | null> {
  const describe = (direction: Direction): { description: string } | null => {
    const next = nextStep(project, direction)
    return next && { description: next.description }
  }
  return { undo: describe('undo'), redo: describe('redo') }
}

function step(project: Project, direction: Direction): EditResult {
  const { database } = project
  const take = database.transaction((): EditResult => {
    const next = nextStep(project, direction)
    if (!next) throw nothingTo(direction)
    applyEdit(database, next.id, direction)
    const undone = direction === 'undo' ? 1 : 0
    database.prepare('UPDATE history SET undone = ? WHERE id = ?').run(undone, next.id)
    const { photos, classes } = countChanges(project, next.id)
    return { changed: photos || classes, description: next.description }
  })
  const result = take.immediate()
  project.changes.tell()
  return result
}

function nextStep({ database }: Project, direction: Direction): Step | null {
  const row =
    direction === 'undo'
      ? database
          .prepare('SELECT id, description FROM history WHERE undone = 0 ORDER BY id DESC LIMIT 1')
          .get()
      : database.prepare('SELECT id, description FROM history WHERE undone = 1 ORDER BY id LIMIT 1').get()
  return row === undefined ? null : stepSchema.parse(row)
}

function nothingTo(direction: Direction): AppError {
  return direction === 'undo'
    ? new AppError('bad-input', 'There is nothing to undo: nothing was edited yet, or every edit is undone.')
    : new AppError('bad-input', 'There is nothing to redo: no edit is undone.')
}

function countChanges({ database }: Project, edit: number): z.infer<typeof countsSchema> {
  const row = database
    .prepare(
      `SELECT
         (SELECT count(*) FROM history_label WHERE history_id = :edit) +
           (SELECT count(*) FROM history_split WHERE history_id = :edit) +
           (SELECT count(*) FROM history_exclusion WHERE history_id = :edit) +
           (SELECT count(*) FROM history_confirmation WHERE history_id = :edit) AS photos,
         (SELECT count(*) FROM history_class WHERE history_id = :edit) AS classes,
         split_before IS NOT split_after AS settings
       FROM history WHERE id = :edit`,
    )
    .get({ edit })
  return countsSchema.parse(row)
}
