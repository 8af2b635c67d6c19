import type { Database } from 'better-sqlite3'
import { hasEnded, jobSchema } from '../../shared/contract/jobs'
import type { Job, JobStatus } from '../../shared/contract/jobs'
import { toAppError } from '../../shared/errors'
import { Listeners } from '../../shared/rpc/wire'
import type { Unsubscribe } from '../../shared/rpc/wire'
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
}

/** Why work ended that Headstart did not live to see the end of. */
export const interruptedReason = 'Headstart ended before this was done: start it again.'

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
    // Its turn may be hours away: the work sees at once that it is cancelled, and can tidy up.
    if (waits) void this.run()
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
    if (this.#isInterrupted) this.#change({ status: 'interrupted', reason: interruptedReason })
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
    this.#state = jobSchema.parse({ ...this.#state, ...change })
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
