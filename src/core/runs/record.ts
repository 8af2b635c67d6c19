import type { Database } from 'better-sqlite3'
import type { TrainEvent } from '../../shared/contract/engine'
import type { Skipped, SplitName } from '../../shared/contract/photos'
import type { Epoch, Run, TrainSettings } from '../../shared/contract/training'

type EngineResult = Extract<TrainEvent, { type: 'done' }>['result']

export interface NewRun {
  readonly settings: TrainSettings
  readonly classes: readonly string[]
  readonly photos: readonly {
    readonly id: number
    readonly label: string
    readonly classId: number
    readonly split: SplitName
  }[]
}

/** Writes down what a run is going to learn from, so that it can be told later, whatever happens to the labels. */
export function insertRun(database: Database, { settings, classes, photos }: NewRun): number {
  const insertPhoto = database.prepare(
    'INSERT INTO run_photo (run_id, photo_id, class_id, split) VALUES (?, ?, ?, ?)',
  )
  const numbers = new Map(photos.map(({ label, classId }) => [label, classId]))
  const classIds = classes.map((label) => numbers.get(label) ?? null)
  const insert = database.transaction(() => {
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO run (status, settings, classes, class_ids, skipped, created_at)
         VALUES ('queued', ?, ?, ?, '[]', ?)`,
      )
      .run(JSON.stringify(settings), JSON.stringify(classes), JSON.stringify(classIds), now())
    const run = Number(lastInsertRowid)
    for (const { id, classId, split } of photos) insertPhoto.run(run, id, classId, split)
    return run
  })
  return insert()
}

export function markRunning(database: Database, run: number): void {
  database
    .prepare("UPDATE run SET status = 'running', started_at = coalesce(started_at, ?) WHERE id = ?")
    .run(now(), run)
}

/** A run that ended before its time waits for its turn again. */
export function markQueued(database: Database, run: number): void {
  database.prepare("UPDATE run SET status = 'queued', reason = NULL, ended_at = NULL WHERE id = ?").run(run)
}

/** Takes back `markQueued` of a run whose turn never came. */
export function markEndedAgain(
  database: Database,
  { run, status, reason }: Pick<Run, 'run' | 'status' | 'reason'>,
): void {
  database
    .prepare('UPDATE run SET status = ?, reason = ?, ended_at = ? WHERE id = ?')
    .run(status, reason, now(), run)
}

/** Each epoch in a transaction of its own: a crash takes only the one at hand. One that is known is written anew. */
export function writeEpoch(database: Database, run: number, epoch: Epoch): void {
  database
    .prepare(
      `INSERT OR REPLACE INTO epoch (run_id, epoch, loss, accuracy, val_loss, val_accuracy, seconds, phase)
       VALUES (:run, :epoch, :loss, :accuracy, :valLoss, :valAccuracy, :seconds, :phase)`,
    )
    .run({ run, ...epoch })
}

/** Forgets the epochs after one, which a training that goes on does not know of. */
export function deleteEpochsAfter(database: Database, run: number, epoch: number): void {
  database.prepare('DELETE FROM epoch WHERE run_id = ? AND epoch > ?').run(run, epoch)
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

/** @param result with what people should know of it */
export function recordResult(
  database: Database,
  run: number,
  status: 'done' | 'stopped',
  { best, seconds, skipped, remarks }: EngineResult & { readonly remarks: readonly string[] },
): void {
  const record = database.transaction(() => {
    database
      .prepare(
        `UPDATE run SET status = ?, best_epoch = ?, best_val_accuracy = ?, seconds = ?, skipped = ?, ended_at = ?
         WHERE id = ?`,
      )
      .run(status, best.epoch, best.valAccuracy, JSON.stringify(seconds), JSON.stringify(skipped), now(), run)
    for (const remark of remarks) addRemark(database, run, remark)
  })
  record()
}

/** Something out of the ordinary about a run that goes on, or ended well: a sentence more of its reason. */
export function addRemark(database: Database, run: number, remark: string): void {
  database.prepare("UPDATE run SET reason = coalesce(reason || ' ', '') || ? WHERE id = ?").run(remark, run)
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
