import { resolve } from 'node:path'
import { AppError } from '../shared/errors'
import { Listeners } from '../shared/rpc/wire'
import type { Unsubscribe } from '../shared/rpc/wire'
import type { Engine } from './engine/engine'
import { Jobs } from './jobs/jobs'
import type { ModelStore } from './models/store'
import { createProject, openProject } from './project'
import type { Project } from './project'
import { RunEvents } from './runs/events'
import type { Services } from './services'

/** The one project that a host holds, or none: what opens and closes it, one after the other. */
export class CurrentProject {
  readonly #engine: Engine
  readonly #models: ModelStore
  readonly #listeners = new Listeners<Services | undefined>()
  #services: Services | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(engine: Engine, models: ModelStore) {
    this.#engine = engine
    this.#models = models
  }

  /**
   * Makes a new, empty project and opens it instead of the one that is open so far.
   * @throws AppError `exists`; `busy` while jobs of the open project run
   */
  create(folder: string): Promise<Project> {
    return this.#inTurn(() => this.#change(() => createProject(folder)))
  }

  /**
   * Opens a project instead of the one that is open so far, which stays open when that fails.
   * @throws AppError `not-found`, `newer-version`; `busy` where another process holds it or jobs of the open one run
   */
  open(folder: string): Promise<Project> {
    return this.#inTurn(async () => {
      const current = this.#services?.project
      return current?.folder === resolve(folder) ? current : this.#change(() => openProject(folder))
    })
  }

  /** What the services of the open project work with; undefined where none is open. */
  get servicesIfOpen(): Services | undefined {
    return this.#services
  }

  /**
   * The same, for calls that need a project.
   * @throws AppError `bad-input` where none is open
   */
  get services(): Services {
    if (this.#services) return this.#services
    throw new AppError(
      'bad-input',
      'No project is open: make or open one (`headstart init DIR`, or `--project DIR`).',
    )
  }

  /**
   * Listens to the open project, and to each that takes its place.
   * @param attach begins to listen to a project; what it returns ends that
   * @param onOther told when another project is open, or none any more, right after listening to it has begun
   */
  follow(attach: (services: Services) => Unsubscribe, onOther: () => void): Unsubscribe {
    let detach = this.#services && attach(this.#services)
    const stopListening = this.#listeners.add((services) => {
      detach?.()
      detach = services && attach(services)
      onOther()
    })
    return () => {
      stopListening()
      detach?.()
    }
  }

  /**
   * Closes the project; where none is open, that is how it stays.
   * @throws AppError `busy` while jobs run
   */
  close(): Promise<void> {
    return this.#inTurn(() => {
      this.#assertIdle()
      return this.#exchange(undefined)
    })
  }

  /** Interrupts its jobs, waits for them, and closes it: Headstart ends. */
  end(): Promise<void> {
    return this.#inTurn(() => this.#exchange(undefined))
  }

  /** Two fronts that open a project at once do so one after the other. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#turn.then(work)
    this.#turn = result.catch(() => undefined)
    return result
  }

  async #change(open: () => Promise<Project>): Promise<Project> {
    this.#assertIdle()
    const project = await open()
    const [engine, models] = [this.#engine, this.#models]
    const jobs = new Jobs(project.database)
    await this.#exchange({ project, engine, models, jobs, runEvents: new RunEvents() })
    return project
  }

  #assertIdle(): void {
    if (!this.#services) return
    const { project, jobs } = this.#services
    const unfinished = jobs.unfinished()
    if (unfinished.length === 0) return
    throw new AppError(
      'busy',
      `The project ${project.folder} is at work (${unfinished.map(({ kind }) => kind).join(', ')}): stop that, or ` +
        'wait until it has ended, before leaving it.',
    )
  }

  /** Whoever follows hears of the next project before the last one is closed, so that nobody asks a closed one. */
  async #exchange(next: Services | undefined): Promise<void> {
    const left = this.#services
    this.#services = next
    if (left !== next) this.#listeners.tell(next)
    await left?.jobs.close()
    left?.project.close()
  }
}
