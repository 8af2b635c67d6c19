import type { Database } from 'better-sqlite3'
import PQueue from 'p-queue'
import { hasEnded } from '../../shared/contract/jobs'
import type { Job, JobKind } from '../../shared/contract/jobs'
import { cancelled } from '../../shared/errors'
import { Listeners } from '../../shared/rpc/wire'
import type { Unsubscribe } from '../../shared/rpc/wire'
import { watch } from '../watch'
import { LiveJob } from './live-job'
import type { JobContext } from './live-job'
import { insertJob, readJob, readJobs } from './rows'

export type { JobContext } from './live-job'

/** What a job of a kind gives. */
export type ResultOf<Kind extends JobKind> = NonNullable<Extract<Job, { kind: Kind }>['result']>

/** Kinds that do not need the compute device: they run at once, whatever else does. */
const withoutDevice: ReadonlySet<JobKind> = new Set<JobKind>(['import'])

/** The long work of an open project. It goes on whether anybody watches or not. */
export class Jobs {
  readonly #database: Database
  readonly #live = new Map<number, LiveJob>()
  readonly #device = new PQueue({ concurrency: 1 })
  readonly #listeners = new Listeners<Job>()
  #closed = false

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Begins work, or queues it behind other work for the compute device, and returns its number at once. Work that
   * throws ends as `failed` with the message of what it threw.
   * @param options.run the run that the work belongs to; those of photos alone (imports, checks of labels, searches) have none
   */
  start<Kind extends JobKind>(
    kind: Kind,
    work: (context: JobContext) => Promise<ResultOf<Kind>>,
    { run }: { run?: number } = {},
  ): number {
    if (this.#closed) throw cancelled()
    const state = insertJob(this.#database, kind, run)
    const live = new LiveJob(this.#database, state, work)
    this.#live.set(state.job, live)
    live.listen((changed) => this.#listeners.tell(changed))
    this.#listeners.tell(state)
    void this.#untilEnd(live, withoutDevice.has(kind))
    return state.job
  }

  /** Every job there has been, the oldest first. */
  list(): Job[] {
    return readJobs(this.#database).map((job) => this.#live.get(job.job)?.state ?? job)
  }

  /** The jobs that have not ended, the oldest first. */
  unfinished(): Job[] {
    return [...this.#live.values()].map(({ state }) => state).filter((job) => !hasEnded(job))
  }

  /** Tells of each job that begins or changes; of progress about ten times a second at most. */
  listen(listener: (job: Job) => void): Unsubscribe {
    return this.#listeners.add(listener)
  }

  /** @throws AppError `not-found` */
  show(job: number): Job {
    return this.#live.get(job)?.state ?? readJob(this.#database, job)
  }

  /**
   * The job as it is now, then every change, until it has ended. Progress comes about ten times a second at most.
   * @throws AppError `not-found`; `cancelled` when the signal is aborted
   */
  watch(job: number, signal: AbortSignal): AsyncGenerator<Job> {
    const listen = (listener: (state: Job) => void): Unsubscribe =>
      this.#live.get(job)?.listen(listener) ?? (() => undefined)
    return watch({ soFar: () => [this.show(job)], listen, isLast: hasEnded }, signal)
  }

  /**
   * Asks a job to end, and returns it as it is right after that; one that has ended stays as it is.
   * @param keep what is whole stays; otherwise it is as if the job had never begun
   * @throws AppError `not-found`
   */
  stop(job: number, keep: boolean): Job {
    this.#live.get(job)?.stop(keep)
    return this.show(job)
  }

  /**
   * Lets a training wait after the batch at hand, or go on, and returns its job; one that has ended stays as it is.
   * @throws AppError `not-found`; `unsupported` for other work; `busy` while its turn has not come
   */
  pause(job: number, paused: boolean): Job {
    this.#live.get(job)?.pause(paused)
    return this.show(job)
  }

  /** Ends what has not ended yet as `interrupted`, and waits for it. */
  async close(): Promise<void> {
    this.#closed = true
    const unfinished = [...this.#live.values()]
    for (const live of unfinished) live.interrupt()
    await Promise.all(unfinished.map((live) => live.run()))
  }

  async #untilEnd(live: LiveJob, atOnce: boolean): Promise<void> {
    await (atOnce ? live.run() : this.#device.add(() => live.run()))
    this.#live.delete(live.state.job)
  }
}
