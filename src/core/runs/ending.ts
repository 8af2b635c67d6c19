import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Skipped } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import { interruptedRunReason } from '../jobs/interrupted'
import type { JobContext } from '../jobs/jobs'
import type { Services } from '../services'
import { withDiskNeeds } from './disk-full'
import { hasCheckpoint } from './folder'
import { discardRun } from './list'
import { markEndedAgain, recordFailure } from './record'
import type { Reserve } from './reserve'
import { readRun, summarize } from './rows'
import type { Training } from './train'

/** How a training comes to its end that does not end well. */
interface Ending {
  readonly context: JobContext
  readonly error: AppError
  readonly skipped: ReadonlyMap<string, Skipped>
  readonly reserve: Reserve
}

/**
 * Writes down how a training ended that was cancelled, cut off or failed; cancelled, it is removed.
 * @returns the error that the job ends with
 */
export async function recordEnd(
  services: Services,
  training: Training,
  { context, error, skipped, reserve }: Ending,
): Promise<AppError> {
  const { database } = services.project
  const { run, manifest, before } = training
  const isInterrupted = context.isInterrupted()
  if (error.code === 'cancelled' && !isInterrupted) {
    const hasBegun = readRun(database, run).status === 'running'
    if (!before || hasBegun) await reserve.write(() => discardRun(services, run))
    else {
      await reserve.write(() => markEndedAgain(database, before))
      tellEnd(services, run)
    }
    return error
  }
  // Where the settings are at fault, going on would end the same way.
  if (error.code === 'bad-input')
    await rm(join(manifest.folder, 'checkpoint'), { recursive: true, force: true })
  const isResumable = hasCheckpoint(database, run)
  const failure = isInterrupted
    ? error
    : withNextStep(await withDiskNeeds(services.project, training, error), run, isResumable)
  const reason = isInterrupted ? interruptedRunReason(isResumable) : failure.message
  await reserve.write(() =>
    recordFailure(database, run, isInterrupted ? 'interrupted' : 'failed', reason, [...skipped.values()]),
  )
  tellEnd(services, run)
  return failure
}

function withNextStep(error: AppError, run: number, isResumable: boolean): AppError {
  if (!isResumable) return error
  const next = `Resume the run, and it goes on from its last whole epoch (\`headstart runs resume ${run}\`).`
  return new AppError(error.code, `${error.message} ${next}`, error.details, error.cause)
}

/** Tells those who watch a run that it has ended. */
export function tellEnd({ project, runEvents }: Services, run: number): void {
  runEvents.tell(run, { type: 'ended', run: summarize(readRun(project.database, run)) })
}
