import { resolve } from 'node:path'
import { hasEnded } from '../shared/contract/jobs'
import { AppError } from '../shared/errors'
import type { Engine } from './engine/engine'
import { Jobs } from './jobs/jobs'
import { createProject, openProject } from './project'
import type { Project } from './project'
import { RunEvents } from './runs/events'
import type { Services } from './services'

/** The one project that a host holds, or none: what opens and closes it, one after the other. */
export class CurrentProject {
  readonly #engine: Engine
  #services: Services | undefined
  #turn: Promise<unknown> = Promise.resolve()

  constructor(engine: Engine) {
    this.#engine = engine
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
      'No project is open: make one with `headstart init DIR`, or name one with `--project DIR`.',
    )
  }

  /** Interrupts its jobs, waits for them, and closes it. */
  close(): Promise<void> {
    return this.#inTurn(() => this.#leave())
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
    await this.#leave()
    const engine = this.#engine
    this.#services = { project, engine, jobs: new Jobs(project.database), runEvents: new RunEvents() }
    return project
  }

  #assertIdle(): void {
    if (!this.#services) return
    const { project, jobs } = this.#services
    const unfinished = jobs.list().filter((job) => !hasEnded(job))
    if (unfinished.length === 0) return
    throw new AppError(
      'busy',
      `The project ${project.folder} is at work (${unfinished.map(({ kind }) => kind).join(', ')}): stop that, or ` +
        'wait until it has ended, before opening another.',
    )
  }

  async #leave(): Promise<void> {
    const left = this.#services
    this.#services = undefined
    await left?.jobs.close()
    left?.project.close()
  }
}
