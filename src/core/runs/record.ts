import type { Database } from 'better-sqlite3'
import type { TrainEvent } from '../../shared/contract/engine'
import type { Skipped, SplitName } from '../../shared/contract/photos'
import type { Epoch, TrainSettings } from '../../shared/contract/training'

type EngineResult = Extract<TrainEvent, { type: 'done' }>['result']

export interface NewRun {
  readonly settings: TrainSettings
  readonly classes: readonly string[]
  readonly photos: readonly { readonly id: number; readonly classId: number; readonly split: SplitName }[]
}

/** Writes down what a run is going to learn from, so that it can be told later, whatever happens to the labels. */
export function insertRun(database: Database, { settings, classes, photos }: NewRun): number {
  const insertPhoto = database.prepare(
    'INSERT INTO run_photo (run_id, photo_id, class_id, split) VALUES (?, ?, ?, ?)',
  )
  const insert = database.transaction(() => {
    const { lastInsertRowid } = database
      .prepare(
        "INSERT INTO run (status, settings, classes, skipped, created_at) VALUES ('queued', ?, ?, '[]', ?)",
      )
      .run(JSON.stringify(settings), JSON.stringify(classes), now())
    const run = Number(lastInsertRowid)
    for (const { id, classId, split } of photos) insertPhoto.run(run, id, classId, split)
    return run
  })
  return insert()
}

export function markRunning(database: Database, run: number): void {
  database.prepare("UPDATE run SET status = 'running', started_at = ? WHERE id = ?").run(now(), run)
}

/** Each epoch in a transaction of its own: a crash takes only the one at hand. */
export function insertEpoch(database: Database, run: number, epoch: Epoch): void {
  database
    .prepare(
      `INSERT INTO epoch (run_id, epoch, loss, accuracy, val_loss, val_accuracy, seconds, phase)
       VALUES (:run, :epoch, :loss, :accuracy, :valLoss, :valAccuracy, :seconds, :phase)`,
    )
    .run({ run, ...epoch })
}

/** Forgets the epochs of a training that begins again on the CPU, and says why. */
export function moveToCpu(database: Database, run: number): void {
  const move = database.transaction(() => {
    database.prepare('DELETE FROM epoch WHERE run_id = ?').run(run)
    database.prepare('UPDATE run SET reason = ? WHERE id = ?').run(onCpu, run)
  })
  move()
}

const onCpu = 'Trained on the CPU, because the memory of the GPU ran out.'

export function recordResult(
  database: Database,
  run: number,
  status: 'done' | 'stopped',
  { best, seconds }: EngineResult,
  skipped: readonly Skipped[],
): void {
  database
    .prepare(
      `UPDATE run SET status = ?, best_epoch = ?, best_val_accuracy = ?, seconds = ?, skipped = ?, ended_at = ?
       WHERE id = ?`,
    )
    .run(status, best.epoch, best.valAccuracy, JSON.stringify(seconds), JSON.stringify(skipped), now(), run)
}

export function recordFailure(
  database: Database,
  run: number,
  status: 'failed' | 'interrupted',
  reason: string,
  skipped: readonly Skipped[],
): void {
  database
    .prepare('UPDATE run SET status = ?, reason = ?, skipped = ?, ended_at = ? WHERE id = ?')
    .run(status, reason, JSON.stringify(skipped), now(), run)
}

/** The rows of a run; its epochs and its list of photos go with it. */
export function deleteRows(database: Database, run: number): void {
  database.prepare('DELETE FROM run WHERE id = ?').run(run)
}

function now(): string {
  return new Date().toISOString()
}
