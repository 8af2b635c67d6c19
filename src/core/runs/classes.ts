import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'

/** The classes of a run, in the order of its scores. */
export interface RunClasses {
  /** As they are called today; one that is gone as it was called when the run began. */
  readonly names: readonly string[]
  /** Their numbers; null where there is no such class any more. */
  readonly ids: readonly (number | null)[]
}

const rowSchema = z.object({
  classes: jsonColumn(z.array(z.string())),
  /** Null for runs from before numbers were kept, and in them for a class that was not there any more. */
  class_ids: jsonColumn(z.array(z.int().nullable())).nullable(),
})
const classSchema = z.object({ id: z.int(), name: z.string() })

/**
 * The classes of a run by their numbers, which stay when they are renamed.
 * @throws AppError `not-found`
 */
export function readRunClasses(database: Database, run: number): RunClasses {
  const row = database.prepare('SELECT * FROM run WHERE id = ?').get(run)
  if (row === undefined) {
    throw new AppError(
      'not-found',
      `There is no run ${run}: \`headstart runs\` lists the runs of this project.`,
      { run },
    )
  }
  const { classes, class_ids: numbers } = rowSchema.parse(row)
  const today = z.array(classSchema).parse(database.prepare('SELECT id, name FROM class').all())
  const nameOf = new Map(today.map(({ id, name }) => [id, name]))
  const idOf = new Map(today.map(({ id, name }) => [name, id]))
  const ids = classes.map((name, place) => {
    const id = numbers?.[place] ?? idOf.get(name)
    return id !== undefined && nameOf.has(id) ? id : null
  })
  return { ids, names: classes.map((name, place) => nameOf.get(ids[place] ?? 0) ?? name) }
}

/**
 * A table of the places of a run's classes and their numbers, for a statement with the parameter `classIds`. It is joined
 * with the classes themselves because SQLite makes an index only on what it takes for large; without one, every photo would
 * be compared with every class.
 */
export const answerTable = `answer (place, class_id) AS MATERIALIZED (
  SELECT key, class.id FROM json_each(:classIds) CROSS JOIN class ON class.id = value
)`

/** What the parameter `classIds` of `answerTable` is. */
export function classIdsOf({ ids }: RunClasses): string {
  return JSON.stringify(ids)
}
