import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { TrainManifest } from '../../shared/contract/engine'
import { describeIssues, toAppError } from '../../shared/errors'
import { tf } from '../tensorflow'
import { readCheckpoint, writeCheckpoint } from './checkpoint-file'
import type { CheckpointFacts, Groups, ReadCheckpoint } from './checkpoint-file'
import type { WrittenValues } from './checkpoint-values'

/** A checkpoint as it is offered: tensors, which belong to whoever takes it, and are disposed of by it. */
export interface Snapshot {
  readonly facts: CheckpointFacts
  readonly tensors: Groups<tf.Tensor>
}

/** Writing takes at most this share of the time: an epoch that takes ten times as long as its checkpoint always has one. */
const share = 0.1

/** What writing takes before it was measured, in milliseconds: a slow disk's, for what has to wait is short then. */
const expected = { least: 20, perByte: 1 / 100_000 }

export interface CheckpointOptions {
  /** Absolute; the run's own. */
  readonly folder: string
  /** Says of what training it is: `checkpointKey`. */
  readonly key: string
  readonly log: (line: string) => void
  /** Writes every epoch, and waits for it; for tests. */
  readonly everyEpoch?: boolean
  /** Milliseconds; left out: the time. */
  readonly clock?: () => number
}

/**
 * Keeps a training's checkpoint in `checkpoint/`. It is written while the next epoch computes, never two at once, and
 * never so often that it is felt; where it cannot be written, the training goes on and the log says so once.
 */
export class Checkpoints {
  readonly #place: string
  readonly #end = new AbortController()
  #writing: Promise<void> | null = null
  /** When it began, or the last one was written; and what writing that took. */
  #since: number
  #took: number | null = null
  #isToldOf = false
  #remark: string | null = null
  readonly #clock: () => number

  constructor(private readonly options: CheckpointOptions) {
    this.#place = join(options.folder, 'checkpoint')
    this.#clock = options.clock ?? (() => performance.now())
    this.#since = this.#clock()
  }

  /** What a training left that was cut off; null where it begins anew, and the log says why if something was there. */
  async read(): Promise<ReadCheckpoint | null> {
    try {
      return await readCheckpoint(this.#place, this.options.key)
    } catch (thrown) {
      this.refuse(describe(thrown))
      return null
    }
  }

  /** Tells why what was left is of no use. */
  refuse(why: string): void {
    this.options.log(`The checkpoint in ${this.#place} cannot be used (${why}): the training begins anew.`)
  }

  /**
   * After an epoch: writes the snapshot, unless the one before is still being written, or too little time has gone by since
   * then for what writing takes.
   * @param bytes of the snapshot
   */
  async offer(bytes: number, take: () => Snapshot): Promise<void> {
    if (this.#writing || !this.#isDue(bytes)) return
    const writing = this.#write(take())
    this.#writing = writing
    if (this.options.everyEpoch) await writing
  }

  #isDue(bytes: number): boolean {
    if (this.options.everyEpoch) return true
    const writing = this.#took ?? bytes * expected.perByte
    return this.#clock() - this.#since >= Math.max(expected.least, writing) / share
  }

  /** What people should know since it was asked for last: once, that there is no checkpoint. */
  takeRemark(): string | null {
    const remark = this.#remark
    this.#remark = null
    return remark
  }

  async #write({ facts, tensors }: Snapshot): Promise<void> {
    const start = this.#clock()
    try {
      const groups = {
        state: tensors.state.map(written),
        optimizer: tensors.optimizer.map(written),
        bestWeights: tensors.bestWeights.map(written),
      }
      await writeCheckpoint(this.#place, this.options.key, facts, groups, this.#end.signal)
    } catch (thrown) {
      if (!this.#end.signal.aborted) this.#tell(toAppError(thrown).message)
    } finally {
      tf.dispose([...tensors.state, ...tensors.optimizer, ...tensors.bestWeights])
      this.#writing = null
      this.#since = this.#clock()
      this.#took = this.#since - start
    }
  }

  #tell(why: string): void {
    if (this.#isToldOf) return
    this.#isToldOf = true
    this.#remark =
      `No checkpoint could be written: ${why} The training went on; cut off, it could not have been resumed from its ` +
      'last epoch.'
    this.options.log(
      `No checkpoint could be written into ${this.#place} (${why}): the training goes on, and could not be resumed.`,
    )
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#writing
  }

  /** Ends what is being written, and leaves what is whole. */
  async close(): Promise<void> {
    this.#end.abort()
    await this.idle()
  }

  /** Removes the checkpoint, of a training that has ended well. */
  async remove(): Promise<void> {
    await this.close()
    await rm(this.#place, { recursive: true, force: true })
  }
}

function describe(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return describeIssues(thrown)
  return thrown instanceof Error ? thrown.message : String(thrown)
}

function written(tensor: tf.Tensor): WrittenValues {
  return { shape: tensor.shape, read: () => tensor.dataSync() as Float32Array }
}

/**
 * What must be the same for a training to go on from a checkpoint: settings, classes, photos with their labels, and the
 * rows that could be read.
 */
export function checkpointKey(
  { settings, classes, train, val }: Pick<TrainManifest, 'settings' | 'classes' | 'train' | 'val'>,
  ...rows: readonly (readonly number[])[]
): string {
  const photos = [train, val].map((part) => part.map(({ hash, label }) => [hash, label]))
  return createHash('sha256').update(JSON.stringify({ settings, classes, photos, rows })).digest('hex')
}
