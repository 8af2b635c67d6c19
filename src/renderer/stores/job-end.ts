import { hasEnded } from '../../shared/contract/jobs'
import type { Job } from '../../shared/contract/jobs'
import { AppError } from '../../shared/errors'
import type { Front } from '../front/front'

/**
 * Waits until a job has ended.
 * @param onState told of it as it is, and of every change
 * @returns how it ended
 * @throws AppError with its reason where it failed; `cancelled`; what the wire throws
 */
export async function jobEnd(
  { client }: Pick<Front, 'client'>,
  job: number,
  signal: AbortSignal,
  onState: (state: Job) => void = () => undefined,
): Promise<Job> {
  for await (const state of client['jobs.watch']({ job }, { signal })) {
    onState(state)
    if (!hasEnded(state)) continue
    if (state.status === 'failed') throw new AppError('internal', state.reason ?? '')
    return state
  }
  throw new AppError('internal', `What became of job ${job} was not told: ask again.`)
}
