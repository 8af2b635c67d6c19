import type { Database } from 'better-sqlite3'
import { hasEnded, jobSchema } from '../../shared/contract/jobs'
import type { Job, JobStatus } from '../../shared/contract/jobs'
import { AppError, toAppError } from '../../shared/errors'
import { Listeners } from '../../shared/rpc/wire'
import type { Unsubscribe } from '../../shared/rpc/wire'
import { interruptedReason } from './interrupted'
import { advance, progressOf } from './progress'
import type { Pace, ProgressUpdate } from './progress'
import { updateJob } from './rows'
import { Throttle } from './throttle'

/** What work is given to do its part of the bargain. */
export interface JobContext {
  readonly job: number
  /** Aborted when nothing of the work shall stay: it ends as soon as it can and throws. */
  readonly cancelSignal: AbortSignal
  /** Aborted when the work shall end soon and resolve with what is whole; also aborted with `cancelSignal`. */
  readonly stopSignal: AbortSignal
  /** Whether it is cancelled because Headstart ends: then what has begun is written down as `interrupted`. */
  isInterrupted(): boolean
  progress(update: ProgressUpdate): void
  /** Whether it is to wait now. */
  isPaused(): boolean
  /** Says how the work is made to wait and to go on; what is returned takes that back. Only such work can be paused. */
  onPause(pause: (paused: boolean) => void): Unsubscribe
}

export type Work = (context: JobContext) => Promise<unknown>

/** Milliseconds between two tellings of progress to watchers, and between two writings of it. */
const TELL_INTERVAL = 100
const WRITE_INTERVAL = 1000

/** A job of this process from its start to its end: its state, its signals, and those who watch it. */
export class LiveJob {
  readonly #database: Database
  readonly #work: Work
  readonly #cancel = new AbortController()
  readonly #stop = new AbortController()
  readonly #listeners = new Listeners<Job>()
  readonly #pausing = new Listeners<boolean>()
  readonly #telling = new Throttle(TELL_INTERVAL, () => this.#listeners.tell(this.#state))
  readonly #writing = new Throttle(WRITE_INTERVAL, () => this.#write())
  #isInterrupted = false
  #state: Job
  #pace: Pace | undefined
  #ended: Promise<void> | undefined

  constructor(database: Database, state: Job, work: Work) {
    this.#database = database
    this.#state = state
    this.#work = work
  }

  get state(): Job {
    return this.#state
  }

  listen(listener: (job: Job) => void): Unsubscribe {
    return this.#listeners.add(listener)
  }

  /** Does the work, unless somebody has begun it already; resolves, and never rejects, when it has ended. */
  run(): Promise<void> {
    this.#ended ??= this.#run()
    return this.#ended
  }

  /** With `keep`, what is whole stays. A job that waits has nothing to keep, so it is cancelled in any case. */
  stop(keep: boolean): void {
    const waits = this.#state.status === 'queued'
    if (!keep || waits) this.#cancel.abort()
    this.#stop.abort()
    // What waits cannot end.
    this.#pause(false)
    // Its turn may be hours away: the work sees at once that it is cancelled, and can tidy up.
    if (waits) void this.run()
  }

  /**
   * Lets a training wait, or go on. It keeps its turn meanwhile: what is queued behind it waits as well.
   * @throws AppError `unsupported` for other work; `busy` while its turn has not come
   */
  pause(paused: boolean): void {
    const { job, kind, status } = this.#state
    if (kind !== 'train') {
      throw new AppError('unsupported', `A training can be paused, and job ${job} is none: stop it instead.`)
    }
    if (status === 'queued') {
      throw new AppError(
        'busy',
        `Job ${job} waits for its turn already: pause the training before it, or stop this one.`,
      )
    }
    if (!this.#stop.signal.aborted) this.#pause(paused)
  }

  #pause(paused: boolean): void {
    if (this.#state.kind !== 'train' || this.#state.paused === paused) return
    this.#state = { ...this.#state, paused }
    // Time that it waited says nothing about how fast it is.
    this.#pace = undefined
    this.#pausing.tell(paused)
    this.#telling.cancel()
    this.#listeners.tell(this.#state)
  }

  /** Headstart ends: gives up what is not done, unless somebody has cancelled it before. */
  interrupt(): void {
    this.#isInterrupted = !this.#cancel.signal.aborted
    this.stop(false)
  }

  async #run(): Promise<void> {
    this.#change({ status: 'running' })
    try {
      const result = await this.#work({
        job: this.#state.job,
        cancelSignal: this.#cancel.signal,
        stopSignal: this.#stop.signal,
        isInterrupted: () => this.#isInterrupted,
        progress: (update) => this.#progress(update),
        isPaused: () => this.#state.kind === 'train' && this.#state.paused,
        onPause: (pause) => this.#pausing.add(pause),
      })
      if (this.#cancel.signal.aborted) this.#giveUp()
      else this.#change({ status: this.#stop.signal.aborted ? 'stopped' : 'done', result })
    } catch (thrown) {
      const error = toAppError(thrown)
      if (this.#cancel.signal.aborted || error.code === 'cancelled') this.#giveUp()
      else this.#change({ status: 'failed', reason: error.message })
    }
  }

  #giveUp(): void {
    const { kind } = this.#state
    if (this.#isInterrupted) this.#change({ status: 'interrupted', reason: interruptedReason(kind) })
    else this.#change({ status: 'cancelled' })
  }

  #progress(update: ProgressUpdate): void {
    if (this.#state.status !== 'running') return
    this.#pace = advance(this.#pace, update, performance.now() / 1000)
    this.#state = { ...this.#state, progress: progressOf(this.#pace) }
    this.#telling.request()
    this.#writing.request()
  }

  /** A change of status is written before anybody is told of it. */
  #change(change: { status: JobStatus; result?: unknown; reason?: string }): void {
    this.#state = jobSchema.parse({ ...this.#state, ...change, paused: false })
    this.#telling.cancel()
    this.#writing.cancel()
    this.#write()
    this.#listeners.tell(this.#state)
  }

  /** Where the disk is full, the work may go on; but it has not ended well when nobody will know of it tomorrow. */
  #write(): void {
    try {
      updateJob(this.#database, this.#state)
    } catch (thrown) {
      if (!hasEnded(this.#state)) return
      const reason = `How it ended could not be written into the project: ${toAppError(thrown).message}`
      this.#state = { ...this.#state, status: 'failed', reason, result: null }
    }
  }
}
