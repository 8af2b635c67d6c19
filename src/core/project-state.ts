import { basename } from 'node:path'
import type { ProjectState } from '../shared/contract/projects'
import type { Unsubscribe } from '../shared/rpc/wire'
import type { CurrentProject } from './current-project'
import { Throttle } from './jobs/throttle'
import { nextSteps } from './labels/history'
import type { Project } from './project'
import { countPhotos } from './project-counts'
import { watch } from './watch'

/** Milliseconds between two tellings of changes. */
const TELL_INTERVAL = 250

/**
 * The facts of the open project now, then after every change (about four times a second at most, and always after the
 * last one), whichever project is open by then.
 * @throws AppError `cancelled` when the signal is aborted
 */
export async function* watchProject(
  current: CurrentProject,
  signal: AbortSignal,
): AsyncGenerator<{ project: ProjectState | null }> {
  const listen = (tell: (event: CurrentProject) => void): Unsubscribe => {
    const telling = new Throttle(TELL_INTERVAL, () => tell(current))
    const stopFollowing = current.follow(
      ({ project }) => project.changes.listen(() => telling.request()),
      () => {
        telling.cancel()
        tell(current)
      },
    )
    return () => {
      telling.cancel()
      stopFollowing()
    }
  }
  const changes = watch({ soFar: () => [current], listen, isLast: () => false }, signal)
  // Read here rather than where it changes: no edit waits for it, or fails when it cannot be read.
  for await (const { servicesIfOpen } of changes) {
    yield { project: servicesIfOpen ? readProjectState(servicesIfOpen.project) : null }
  }
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
