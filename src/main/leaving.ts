import { hasEnded } from '../shared/contract/jobs'
import type { Job } from '../shared/contract/jobs'
import type { HostContract } from '../shared/contract/host'
import type { Client } from '../shared/rpc/contract'

export type LeavingAnswer = 'stop' | 'wait' | 'cancel'

export interface LeavingSettings {
  /** The jobs of the open project, those that have ended with them; none where no project is open. */
  jobs(): readonly Job[]
  readonly client: Pick<Client<HostContract>, 'jobs.stop' | 'jobs.watch'>
  /** Asks the user what happens with the jobs that run. @param jobs how many */
  ask(jobs: number): Promise<LeavingAnswer>
  /** Ends the core: the project, the jobs and the engine. */
  close(): Promise<void>
  /** Ends the application. */
  quit(): void
  onError(error: unknown): void
}

/** The way out of the application: never while a job runs without the user's word, and never before the core ended. */
export class Leaving {
  readonly #settings: LeavingSettings
  #asking = false
  #waiting: AbortController | undefined
  #leaving: Promise<void> | undefined
  #done = false

  constructor(settings: LeavingSettings) {
    this.#settings = settings
  }

  /** Whether nothing is left to be done but to go. */
  get done(): boolean {
    return this.#done
  }

  /** The user wants to go: asks where jobs run, and goes. Asking while it is asked already changes nothing. */
  request(): void {
    if (this.#asking || this.#leaving) return
    this.#asking = true
    this.#decide()
      .catch((error: unknown) => this.#settings.onError(error))
      .finally(() => (this.#asking = false))
  }

  /** Goes at once, as at the end of a session; what runs counts as interrupted. */
  now(): Promise<void> {
    this.#leaving ??= this.#leave()
    return this.#leaving
  }

  async #decide(): Promise<void> {
    const jobs = this.#openJobs()
    if (jobs.length === 0) return this.now()
    const answer = await this.#settings.ask(jobs.length)
    this.#waiting?.abort()
    if (answer === 'cancel') return
    if (answer === 'stop') {
      await this.#stop()
      return this.now()
    }
    this.#waiting = new AbortController()
    // Not waited for, so that the user can change their mind meanwhile.
    this.#goWhenEnded(this.#waiting.signal).catch((error: unknown) => this.#settings.onError(error))
  }

  async #stop(): Promise<void> {
    const { client } = this.#settings
    for (const { job } of this.#openJobs()) await client['jobs.stop']({ job, keep: true })
    await this.#ended(new AbortController().signal)
  }

  async #goWhenEnded(signal: AbortSignal): Promise<void> {
    await this.#ended(signal)
    if (!signal.aborted) await this.now()
  }

  /** Resolves once no job runs, with those that began in the meantime, or once the signal is aborted. */
  async #ended(signal: AbortSignal): Promise<void> {
    for (;;) {
      const [next] = this.#openJobs()
      if (!next || signal.aborted) return
      try {
        for await (const state of this.#settings.client['jobs.watch']({ job: next.job }, { signal }))
          void state
      } catch (error) {
        if (!signal.aborted) throw error
      }
    }
  }

  #openJobs(): Job[] {
    return this.#settings.jobs().filter((job) => !hasEnded(job))
  }

  async #leave(): Promise<void> {
    await this.#settings.close().catch((error: unknown) => this.#settings.onError(error))
    this.#done = true
    this.#settings.quit()
  }
}
