import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { skippedSchema } from '../../shared/contract/photos'
import {
  epochSchema,
  runSchema,
  runStatuses,
  secondsSchema,
  trainSettingsSchema,
  trainingKind,
} from '../../shared/contract/training'
import type { Epoch, Run, RunDetail } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import { jsonColumn } from '../database/json-column'
import { hasCheckpoint } from './folder'

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
  note: z.string(),
  starred: z.int().transform(Boolean),
})

const photoCountsSchema = z.object({ train: z.int(), val: z.int(), relabelled: z.int() })

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
      `There is no run ${run} in this project: choose one of its list (\`headstart runs\`).`,
    )
  }
  return toRun(database, row)
}

/** The part of a run that lists show. */
export function summarize(detail: RunDetail): Run {
  return runSchema.parse(detail)
}

/** The epochs of a run that have ended, in their order. */
function readEpochs(database: Database, run: number): Epoch[] {
  return database
    .prepare(
      `SELECT epoch, loss, accuracy, val_loss AS valLoss, val_accuracy AS valAccuracy, seconds, phase
       FROM epoch WHERE run_id = ? ORDER BY epoch`,
    )
    .all(run)
    .map((row) => epochSchema.parse(row))
}

function toRun(database: Database, raw: unknown): RunDetail {
  const row = runRowSchema.parse(raw)
  const { head, seed } = row.settings
  const kind = trainingKind(row.settings)
  return {
    run: row.id,
    status: row.status,
    reason: row.reason,
    kind,
    model: kind === 'scratch' ? 'scratch' : row.settings.model,
    head,
    seed,
    best: row.best_epoch === null ? null : { epoch: row.best_epoch, valAccuracy: row.best_val_accuracy },
    started: row.started_at,
    note: row.note,
    starred: row.starred,
    resumable: isResumable(row.status) && hasCheckpoint(database, row.id),
    settings: row.settings,
    classes: row.classes,
    epochs: readEpochs(database, row.id),
    seconds: row.seconds,
    skipped: row.skipped ?? [],
    ...countPhotos(database, row.id),
  }
}

function isResumable(status: Run['status']): boolean {
  return status === 'interrupted' || status === 'failed'
}

/** The photos that a run learned from or was checked with, and how many of them have another label by now. */
function countPhotos(database: Database, run: number): Pick<RunDetail, 'photos' | 'relabelled'> {
  const row = database
    .prepare(
      `SELECT count(*) FILTER (WHERE split = 'train') AS train, count(*) FILTER (WHERE split = 'val') AS val,
         count(*) FILTER (
           WHERE NOT EXISTS (
             SELECT 1 FROM photo_class
             WHERE photo_class.photo_id = run_photo.photo_id AND photo_class.class_id = run_photo.class_id
           )
         ) AS relabelled
       FROM run_photo WHERE run_id = ?`,
    )
    .get(run)
  const { relabelled, ...photos } = photoCountsSchema.parse(row)
  return { photos, relabelled }
}
