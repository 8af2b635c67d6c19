import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { jobSchema } from '../../shared/contract/jobs'
import type { Job, JobKind } from '../../shared/contract/jobs'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'

const json = jsonColumn(z.unknown())

const jobRowSchema = z
  .object({
    id: z.int(),
    kind: z.string(),
    status: z.string(),
    progress: json.nullable(),
    result: json.nullable(),
    reason: z.string().nullable(),
    run_id: z.int().nullable(),
    created_at: z.string(),
  })
  .transform(({ id, run_id: run, created_at: created, ...columns }): unknown => ({
    job: id,
    created,
    ...columns,
    ...(run !== null && { run }),
  }))
  .pipe(jobSchema)

/** Every job of the project, the oldest first. */
export function readJobs(database: Database): Job[] {
  return database
    .prepare('SELECT * FROM job ORDER BY id')
    .all()
    .map((row) => jobRowSchema.parse(row))
}

/** @throws AppError `not-found` */
export function readJob(database: Database, job: number): Job {
  const row = database.prepare('SELECT * FROM job WHERE id = ?').get(job)
  if (row === undefined) throw new AppError('not-found', `There is no job ${job} in this project.`, { job })
  return jobRowSchema.parse(row)
}

export function insertJob(database: Database, kind: JobKind, run: number | undefined): Job {
  // In one transaction with its reading, so that a job without the run that its kind wants leaves no row.
  const insert = database.transaction(() => {
    const { lastInsertRowid } = database
      .prepare("INSERT INTO job (kind, status, run_id, created_at) VALUES (?, 'queued', ?, ?)")
      .run(kind, run ?? null, new Date().toISOString())
    return readJob(database, Number(lastInsertRowid))
  })
  return insert()
}

/** Writes what changes in a job, and when it began and ended. */
export function updateJob(database: Database, { job, status, progress, result, reason }: Job): void {
  const now = new Date().toISOString()
  const hasBegun = status !== 'queued'
  const hasEnded = hasBegun && status !== 'running'
  database
    .prepare(
      `UPDATE job SET status = :status, progress = :progress, result = :result, reason = :reason,
         started_at = coalesce(started_at, :started), ended_at = :ended
       WHERE id = :job`,
    )
    .run({
      job,
      status,
      progress: progress && JSON.stringify(progress),
      result: result && JSON.stringify(result),
      reason,
      started: hasBegun ? now : null,
      ended: hasEnded ? now : null,
    })
}
