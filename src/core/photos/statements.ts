import type { Database, Statement } from 'better-sqlite3'

export interface PhotoRow {
  id: number
  hash: string | null
  problem: string | null
  bytes: number | null
  modified_ms: number | null
}

export interface TwinRow {
  id: number
  root_id: number
  path: string
  label: string | null
}

/** What an import writes of a photo; null where nothing is known. */
export interface PhotoColumns {
  hash: string | null
  bytes: number | null
  modifiedMs: number | null
  width: number | null
  height: number | null
  orientation: number | null
  problem: string | null
}

/** A place of a photo: the number of its root, and its path from there. */
interface Place {
  root: number
  path: string
}

/** What an import asks of the database and writes into it. */
export interface PhotoStatements {
  readonly photoAt: Statement<[Place], PhotoRow>
  readonly twinOf: Statement<[Place & { hash: string }], TwinRow>
  readonly insert: Statement<[PhotoColumns & Place & { split: string | null; added: string }]>
  readonly update: Statement<[PhotoColumns & { id: number }]>
  readonly ensureClass: Statement<[{ label: string }]>
  readonly label: Statement<[{ id: number; label: string }]>
  readonly split: Statement<[{ id: number; split: string }]>
  readonly forgetLabels: Statement<[{ id: number }]>
  readonly forgetSplits: Statement<[{ id: number }]>
}

/** The statements of an import, prepared once for all of its photos. */
export function photoStatements(database: Database): PhotoStatements {
  return {
    photoAt: database.prepare(
      'SELECT id, hash, bytes, modified_ms, problem FROM photo WHERE root_id = :root AND path = :path',
    ),
    twinOf: database.prepare(
      `SELECT photo.id, root_id, path,
         (SELECT name FROM class JOIN photo_class ON class.id = class_id WHERE photo_id = photo.id) AS label
       FROM photo WHERE hash = :hash AND NOT (root_id = :root AND path = :path) ORDER BY photo.id LIMIT 1`,
    ),
    insert: database.prepare(
      `INSERT INTO photo
         (root_id, path, hash, bytes, modified_ms, width, height, orientation, problem, split, added_at)
       VALUES
         (:root, :path, :hash, :bytes, :modifiedMs, :width, :height, :orientation, :problem, :split, :added)`,
    ),
    update: database.prepare(
      `UPDATE photo SET hash = :hash, bytes = :bytes, modified_ms = :modifiedMs, width = :width, height = :height,
         orientation = :orientation, problem = :problem
       WHERE id = :id`,
    ),
    ensureClass: database.prepare(
      `INSERT INTO class (name, position) SELECT :label, coalesce(max(position), 0) + 1 FROM class WHERE true
       ON CONFLICT (name) DO NOTHING`,
    ),
    // What people decided stays: a label or split from a folder is taken only where there is none.
    label: database.prepare(
      `INSERT INTO photo_class (photo_id, class_id) SELECT :id, class.id FROM class
       WHERE name = :label AND NOT EXISTS (SELECT 1 FROM photo_class WHERE photo_id = :id)`,
    ),
    split: database.prepare('UPDATE photo SET split = :split WHERE id = :id AND split IS NULL'),
    // What an import decides is no edit: undoing those that came before must not take it back.
    forgetLabels: database.prepare('DELETE FROM history_label WHERE photo_id = :id'),
    forgetSplits: database.prepare('DELETE FROM history_split WHERE photo_id = :id'),
  }
}
