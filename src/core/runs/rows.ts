import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { skippedSchema } from '../../shared/contract/photos'
import { epochSchema, runStatuses, secondsSchema, trainSettingsSchema } from '../../shared/contract/training'
import type { Epoch, Run, RunDetail } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'

const runRowSchema = z.object({
  id: z.int(),
  status: z.enum(runStatuses),
  reason: z.string().nullable(),
  settings: jsonColumn(trainSettingsSchema),
  classes: jsonColumn(z.array(z.string())),
  best_epoch: z.int().nullable(),
  best_val_accuracy: z.number().nullable(),
  seconds: jsonColumn(secondsSchema).nullable(),
  skipped: jsonColumn(z.array(skippedSchema)).nullable(),
  started_at: z.iso.datetime().nullable(),
})

/** Every run of the project, the oldest first. */
export function readRuns(database: Database): RunDetail[] {
  return database
    .prepare('SELECT * FROM run ORDER BY id')
    .all()
    .map((row) => toRun(database, row))
}

/**
 * One run with its epochs.
 * @throws AppError `not-found`
 */
export function readRun(database: Database, run: number): RunDetail {
  const row = database.prepare('SELECT * FROM run WHERE id = ?').get(run)
  if (row === undefined) {
    throw new AppError(
      'not-found',
      `There is no run ${run}: \`headstart runs\` lists the runs of this project.`,
    )
  }
  return toRun(database, row)
}

/** The part of a run that lists show. */
export function summarize({ run, status, reason, model, head, seed, best, started }: RunDetail): Run {
  return { run, status, reason, model, head, seed, best, started }
}

/** The epochs of a run that have ended, in their order. */
function readEpochs(database: Database, run: number): Epoch[] {
  return database
    .prepare(
      `SELECT epoch, loss, accuracy, val_loss AS valLoss, val_accuracy AS valAccuracy, seconds
       FROM epoch WHERE run_id = ? ORDER BY epoch`,
    )
    .all(run)
    .map((row) => epochSchema.parse(row))
}

function toRun(database: Database, raw: unknown): RunDetail {
  const row = runRowSchema.parse(raw)
  const { model, head, seed } = row.settings
  return {
    run: row.id,
    status: row.status,
    reason: row.reason,
    model,
    head,
    seed,
    best: row.best_epoch === null ? null : { epoch: row.best_epoch, valAccuracy: row.best_val_accuracy },
    started: row.started_at,
    settings: row.settings,
    classes: row.classes,
    epochs: readEpochs(database, row.id),
    seconds: row.seconds,
    skipped: row.skipped ?? [],
  }
}
