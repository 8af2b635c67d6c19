import type { z } from 'zod'
import { hasEnded } from '../shared/contract/jobs'
import type { Job } from '../shared/contract/jobs'
import { AppError, cancelled } from '../shared/errors'
import type { Session } from './session'

export interface Followed<Result> {
  readonly result: Result
  /** The user stopped it, and this is what was whole by then. */
  readonly stopped: boolean
}

/**
 * Shows a job's progress until it has ended. When the user asks to stop, the job is stopped and what is whole is kept.
 * @throws AppError `cancelled` when nothing was whole yet; `engine` or `internal` with the job's reason when it failed
 */
export async function followJob<Result>(
  { client, interruption, progress }: Session,
  job: number,
  resultSchema: z.ZodType<Result>,
): Promise<Followed<Result>> {
  // A job that ended in the meantime cannot be stopped, and need not be.
  const stop = (): void => void client['jobs.stop']({ job, keep: true }).catch(() => undefined)
  interruption.addEventListener('abort', stop)
  if (interruption.aborted) stop()
  try {
    for await (const state of client['jobs.watch']({ job })) {
      if (state.progress) progress.update(state.progress)
      if (hasEnded(state)) return outcome(state, resultSchema)
    }
  } finally {
    interruption.removeEventListener('abort', stop)
    progress.finish()
  }
  throw new AppError(
    'internal',
    `The watch over job ${job} ended before the job did: look at it with \`runs\`.`,
  )
}

function outcome<Result>(job: Job, resultSchema: z.ZodType<Result>): Followed<Result> {
  const { status, reason, kind, result } = job
  if (status === 'done' || (status === 'stopped' && result !== null)) {
    return { result: resultSchema.parse(result), stopped: status === 'stopped' }
  }
  if (status === 'stopped' || status === 'cancelled') throw cancelled()
  // A job keeps its reason for people, not its code; an import is the one that the engine has no part in.
  throw new AppError(kind === 'import' ? 'bad-input' : 'engine', reason ?? `The ${kind} ${status}.`, {
    job: job.job,
    ...('run' in job && { run: job.run }),
  })
}
