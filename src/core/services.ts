import type { Engine } from './engine/engine'
import type { Jobs } from './jobs/jobs'
import type { ModelStore } from './models/store'
import type { Project } from './project'
import type { RunEvents } from './runs/events'

/** What the services of an open project work with. */
export interface Services {
  readonly project: Project
  readonly jobs: Jobs
  readonly engine: Engine
  /** The weights that are here. */
  readonly models: ModelStore
  readonly runEvents: RunEvents
}
