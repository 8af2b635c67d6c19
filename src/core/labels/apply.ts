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
  moveClasses(database, edit, direction, { table: 'photo_class', history: 'history_label' })
  settleClasses(database, classes)
  moveColumn(database, edit, direction, { column: 'split', history: 'history_split' })
  moveSplitSettings(database, edit, direction)
  moveColumn(database, edit, direction, { column: 'excluded', history: 'history_exclusion' })
  moveClasses(database, edit, direction, { table: 'confirmation', history: 'history_confirmation' })
}

/** Rows of a photo and a class: the one from before goes, the other comes. */
function moveClasses(
  database: Database,
  edit: number,
  direction: Direction,
  { table, history }: { readonly table: string; readonly history: string },
): void {
  const { from, to } = sides[direction]
  database
    .prepare(
      `DELETE FROM ${table} WHERE (photo_id, class_id) IN
         (SELECT photo_id, class_${from} FROM ${history} WHERE history_id = ? AND class_${from} IS NOT NULL)`,
    )
    .run(edit)
  database
    .prepare(
      `INSERT INTO ${table} (photo_id, class_id)
       SELECT photo_id, class_${to} FROM ${history} WHERE history_id = ? AND class_${to} IS NOT NULL`,
    )
    .run(edit)
}

/** What is said of a photo in its own row. */
function moveColumn(
  database: Database,
  edit: number,
  direction: Direction,
  { column, history }: { readonly column: string; readonly history: string },
): void {
  const { to } = sides[direction]
  database
    .prepare(
      `UPDATE photo SET ${column} = change.${column}_${to}
       FROM ${history} AS change WHERE change.history_id = ? AND photo.id = change.photo_id`,
    )
    .run(edit)
}

/** How the next photos are dealt out, which an edit of the split changes as well. */
function moveSplitSettings(database: Database, edit: number, direction: Direction): void {
  const { to } = sides[direction]
  const row = database
    .prepare(`SELECT split_${to} AS settings FROM history WHERE id = ? AND kind = 'split'`)
    .get(edit)
  if (row === undefined) return
  const { settings } = z.object({ settings: z.string().nullable() }).parse(row)
  database.prepare("DELETE FROM setting WHERE key = 'split'").run()
  if (settings !== null)
    database.prepare("INSERT INTO setting (key, value) VALUES ('split', ?)").run(settings)
}
