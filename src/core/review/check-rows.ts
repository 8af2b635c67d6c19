import { z } from 'zod'
import { jsonColumn } from '../database/json-column'
import type { Project } from '../project'
import type { Doubt } from './confident-learning'

interface CheckedRow {
  readonly photo: { readonly id: number; readonly hash: string; readonly classId: number }
  /** Null where the check could not tell. */
  readonly doubt: Doubt | null
}

const settingSchema = jsonColumn(z.object({ checked: z.iso.datetime() }))

/** Keeps a check in place of the one before; photos that got another content meanwhile are not in it. */
export function writeCheck(
  { database }: Project,
  rows: readonly CheckedRow[],
  classIds: readonly number[],
): void {
  const insert = database.prepare(
    `INSERT INTO checked_photo (photo_id, class_id, suggested_id, label_score, score, margin, suspect)
     SELECT id, :classId, :suggested, :labelScore, :score, :margin, :suspect FROM photo
     WHERE id = :id AND hash = :hash`,
  )
  const write = database.transaction(() => {
    database.prepare('DELETE FROM checked_photo').run()
    for (const { photo, doubt } of rows) {
      const { id, hash, classId } = photo
      insert.run({
        id,
        hash,
        classId,
        suggested: doubt ? (classIds[doubt.suggested] ?? null) : null,
        labelScore: doubt?.labelScore ?? null,
        score: doubt?.score ?? null,
        margin: doubt?.margin ?? null,
        suspect: doubt?.isSuspect ? 1 : 0,
      })
    }
    database
      .prepare("INSERT OR REPLACE INTO setting (key, value) VALUES ('labelCheck', ?)")
      .run(JSON.stringify({ checked: new Date().toISOString() }))
  })
  write.immediate()
}

/** When the labels were checked last; null: never. */
export function readChecked({ database }: Project): string | null {
  const value = database.prepare("SELECT value FROM setting WHERE key = 'labelCheck'").pluck().get()
  return value === undefined ? null : settingSchema.parse(value).checked
}
