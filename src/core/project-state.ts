import { basename } from 'node:path'
import type { ProjectState } from '../shared/contract/projects'
import type { Unsubscribe } from '../shared/rpc/wire'
import type { CurrentProject } from './current-project'
import { Throttle } from './jobs/throttle'
import { nextSteps } from './labels/history'
import type { Project } from './project'
import { countPhotos } from './project-counts'
import type { Services } from './services'
import { watch } from './watch'

/** Milliseconds between two tellings of changes. */
const TELL_INTERVAL = 250

type ProjectEvent = { project: ProjectState | null }

/**
 * The facts of the open project now, then after every change (about four times a second at most, and always after the
 * last one), whichever project is open by then.
 * @throws AppError `cancelled` when the signal is aborted
 */
export function watchProject(current: CurrentProject, signal: AbortSignal): AsyncGenerator<ProjectEvent> {
  const state = (): ProjectEvent => {
    const project = current.servicesIfOpen?.project
    return { project: project ? readProjectState(project) : null }
  }
  const listen = (listener: (event: ProjectEvent) => void): Unsubscribe => {
    const telling = new Throttle(TELL_INTERVAL, () => listener(state()))
    const attach = ({ project }: Services): Unsubscribe => project.changes.listen(() => telling.request())
    const stopFollowing = current.follow(attach, () => {
      telling.cancel()
      listener(state())
    })
    return () => {
      telling.cancel()
      stopFollowing()
    }
  }
  return watch({ soFar: () => [state()], listen, isLast: () => false }, signal)
}

/** What was read last of a project: several who watch it ask for the same. */
const known = new WeakMap<Project, ProjectState>()

/** The facts of a project as they are now; quick enough to be read after every change of 100,000 photos. */
export function readProjectState(project: Project): ProjectState {
  const { revision } = project.changes
  const last = known.get(project)
  if (last?.revision === revision) return last
  const state: ProjectState = {
    folder: project.folder,
    name: basename(project.folder),
    revision,
    ...countPhotos(project),
    ...nextSteps(project),
  }
  known.set(project, state)
  return state
}
