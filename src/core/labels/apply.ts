import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { parkClasses, readClassChanges, settleClasses, takeUpNamesakes } from './class-changes'
import { sides } from './direction'
import type { Direction } from './direction'

/**
 * Brings the project from one side of an edit to the other, inside the caller's transaction. What the edit says of a photo
 * is what is there, because an import that decides about a photo takes it out of the history.
 */
export function applyEdit(database: Database, edit: number, direction: Direction): void {
  takeUpNamesakes(database, edit, direction)
  const classes = readClassChanges(database, edit, direction)
  parkClasses(database, classes)
  moveLabels(database, edit, direction)
  settleClasses(database, classes)
  moveSplits(database, edit, direction)
  moveExclusions(database, edit, direction)
  moveConfirmations(database, edit, direction)
}

function moveLabels(database: Database, edit: number, direction: Direction): void {
  const { from, to } = sides[direction]
  database
    .prepare(
      `DELETE FROM photo_class WHERE (photo_id, class_id) IN
         (SELECT photo_id, class_${from} FROM history_label WHERE history_id = ? AND class_${from} IS NOT NULL)`,
    )
    .run(edit)
  database
    .prepare(
      `INSERT INTO photo_class (photo_id, class_id)
       SELECT photo_id, class_${to} FROM history_label WHERE history_id = ? AND class_${to} IS NOT NULL`,
    )
    .run(edit)
}

function moveSplits(database: Database, edit: number, direction: Direction): void {
  const { to } = sides[direction]
  database
    .prepare(
      `UPDATE photo SET split = change.split_${to}
       FROM history_split AS change WHERE change.history_id = ? AND photo.id = change.photo_id`,
    )
    .run(edit)
  const row = database
    .prepare(`SELECT split_${to} AS settings FROM history WHERE id = ? AND kind = 'split'`)
    .get(edit)
  if (row === undefined) return
  const { settings } = z.object({ settings: z.string().nullable() }).parse(row)
  database.prepare("DELETE FROM setting WHERE key = 'split'").run()
  if (settings !== null)
    database.prepare("INSERT INTO setting (key, value) VALUES ('split', ?)").run(settings)
}

function moveExclusions(database: Database, edit: number, direction: Direction): void {
  const { to } = sides[direction]
  database
    .prepare(
      `UPDATE photo SET excluded = change.excluded_${to}
       FROM history_exclusion AS change WHERE change.history_id = ? AND photo.id = change.photo_id`,
    )
    .run(edit)
}

function moveConfirmations(database: Database, edit: number, direction: Direction): void {
  const { to } = sides[direction]
  database
    .prepare(
      `DELETE FROM confirmation WHERE photo_id IN
         (SELECT photo_id FROM history_confirmation WHERE history_id = ?)`,
    )
    .run(edit)
  database
    .prepare(
      `INSERT INTO confirmation (photo_id, class_id)
       SELECT photo_id, class_${to} FROM history_confirmation WHERE history_id = ? AND class_${to} IS NOT NULL`,
    )
    .run(edit)
}
