import type { Run } from '../../shared/contract/training'
import type { Services } from '../services'
import { readRun, summarize } from './rows'

export interface Marks {
  readonly run: number
  readonly note?: string | undefined
  readonly starred?: boolean | undefined
}

/**
 * Writes down what the user says of a run; what is left out stays. Blanks around a note are taken off.
 * @throws AppError `not-found`
 */
export function markRun(
  { project: { database } }: Pick<Services, 'project'>,
  { run, note, starred }: Marks,
): Run {
  readRun(database, run)
  database
    .prepare('UPDATE run SET note = coalesce(?, note), starred = coalesce(?, starred) WHERE id = ?')
    .run(note?.trim() ?? null, starred === undefined ? null : Number(starred), run)
  return summarize(readRun(database, run))
}
