import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { sides } from './direction'
import type { Direction } from './direction'

/** What a class is called, and where it stands among the others. */
interface ClassState {
  readonly name: string
  readonly position: number
}

/** A class that an edit changes: as it is, and as it shall be; null where it is not there. */
export interface ClassChange {
  readonly id: number
  readonly present: ClassState | null
  readonly to: ClassState | null
}

const rowSchema = z
  .object({
    id: z.int(),
    name: z.string().nullable(),
    position: z.int().nullable(),
    toName: z.string().nullable(),
    toPosition: z.int().nullable(),
  })
  .transform(({ id, name, position, toName, toPosition }): ClassChange => ({
    id,
    present: name === null || position === null ? null : { name, position },
    to: toName === null || toPosition === null ? null : { name: toName, position: toPosition },
  }))

/** What an edit does to classes, going in a direction. */
export function readClassChanges(database: Database, edit: number, direction: Direction): ClassChange[] {
  const { to } = sides[direction]
  const rows = database
    .prepare(
      `SELECT class_id AS id, name, position, name_${to} AS toName, position_${to} AS toPosition
       FROM history_class LEFT JOIN class ON class.id = class_id WHERE history_id = ?`,
    )
    .all(edit)
  return z.array(rowSchema).parse(rows)
}

/**
 * An import may have made a class, meanwhile, that has the name which one of the edit's classes is to get. The edit then
 * takes it up: the other class gives its photos to the edit's and goes, and comes back with them the other way.
 */
export function takeUpNamesakes(database: Database, edit: number, direction: Direction): void {
  const { from, to } = sides[direction]
  const changes = readClassChanges(database, edit, direction)
  const staying = new Set(changes.filter((change) => change.to).map(({ id }) => id))
  const namesake = database.prepare('SELECT id, position FROM class WHERE name = :name AND id <> :id')
  const takeUpClass = database.prepare(
    `INSERT INTO history_class (history_id, class_id, name_${from}, position_${from})
     VALUES (:edit, :other, :name, :position)
     ON CONFLICT DO UPDATE SET name_${from} = excluded.name_${from}, position_${from} = excluded.position_${from}`,
  )
  const takeUpPhotos = database.prepare(
    `INSERT INTO history_label (history_id, photo_id, class_${from}, class_${to})
     SELECT :edit, photo_id, :other, :id FROM photo_class WHERE class_id = :other
     ON CONFLICT DO NOTHING`,
  )
  for (const { id, to: state } of changes) {
    const row = state && namesake.get({ id, name: state.name })
    if (!row) continue
    const other = z.object({ id: z.int(), position: z.int() }).parse(row)
    // One that the edit renames itself makes way by that.
    if (staying.has(other.id)) continue
    takeUpClass.run({ edit, other: other.id, name: state.name, position: other.position })
    takeUpPhotos.run({ edit, other: other.id, id })
  }
}

/** Names are unique: all of them step aside before the first gets its new one. No name of a user has a control sign. */
export function parkClasses(database: Database, changes: readonly ClassChange[]): void {
  const park = database.prepare('UPDATE class SET name = ? WHERE id = ?')
  const insert = database.prepare('INSERT INTO class (id, name, position) VALUES (?, ?, ?)')
  for (const { id, present, to } of changes) {
    const name = `\u0001${id}`
    if (present) park.run(name, id)
    else if (to) insert.run(id, name, to.position)
  }
}

/** A class that shall go stays as it is where an import has given it photos. */
export function settleClasses(database: Database, changes: readonly ClassChange[]): void {
  const settle = database.prepare('UPDATE class SET name = :name, position = :position WHERE id = :id')
  const hasPhotos = database.prepare('SELECT EXISTS (SELECT 1 FROM photo_class WHERE class_id = ?)').pluck()
  const remove = database.prepare('DELETE FROM class WHERE id = ?')
  for (const { id, present, to } of changes) {
    const state = to ?? (hasPhotos.get(id) === 1 ? present : null)
    if (state) settle.run({ id, ...state })
    else remove.run(id)
  }
}
