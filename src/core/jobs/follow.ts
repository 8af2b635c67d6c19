import type { JobsEvent } from '../../shared/contract/jobs'
import type { Unsubscribe } from '../../shared/rpc/wire'
import type { CurrentProject } from '../current-project'
import { watch } from '../watch'

/**
 * The jobs of the open project that have not ended, then each job that begins or changes. When another project is opened,
 * or this one closed, it begins anew with the jobs of that.
 * @throws AppError `cancelled` when the signal is aborted
 */
export function followJobs(current: CurrentProject, signal: AbortSignal): AsyncGenerator<JobsEvent> {
  const unfinished = (): JobsEvent => ({
    type: 'jobs',
    jobs: current.servicesIfOpen?.jobs.unfinished() ?? [],
  })
  const listen = (listener: (event: JobsEvent) => void): Unsubscribe =>
    current.follow(
      ({ jobs }) => jobs.listen((job) => listener({ type: 'job', job })),
      () => listener(unfinished()),
    )
  return watch({ soFar: () => [unfinished()], listen, isLast: () => false }, signal)
}
