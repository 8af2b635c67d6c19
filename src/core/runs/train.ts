import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrainManifest } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import type { Run, TrainResult } from '../../shared/contract/training'
import { AppError, cancelled, toAppError } from '../../shared/errors'
import { isGpuFull } from '../engine/engine'
import { interruptedRunReason } from '../jobs/interrupted'
import type { JobContext } from '../jobs/jobs'
import type { Services } from '../services'
import { followTraining } from './follow-training'
import { hasCheckpoint } from './folder'
import { discardRun } from './list'
import { markEndedAgain, markRunning, moveToCpu, recordFailure, recordResult } from './record'
import { readRun, summarize } from './rows'

export interface Training {
  readonly run: number
  readonly manifest: TrainManifest
  /** The project's number of the photo at a path. */
  readonly photoIds: ReadonlyMap<string, number>
  /** How the run had ended, where it goes on. */
  readonly before?: Pick<Run, 'run' | 'status' | 'reason'> | undefined
}

/**
 * Trains one run to its end and writes down how it ended. Stopped and kept, it resolves with its best epoch; cancelled,
 * it is removed together with its folder, unless it was to go on and its turn had not come: then it is as it was; where
 * Headstart ends meanwhile, it stays as `interrupted`.
 * @throws AppError `cancelled`, or whatever the engine failed with
 */
export async function train(
  services: Services,
  training: Training,
  context: JobContext,
): Promise<TrainResult> {
  const { database } = services.project
  const { run } = training
  const skipped = new Map<string, Skipped>()
  try {
    // Stopped while it waited for its turn: there is nothing whole to keep.
    if (context.stopSignal.aborted) throw cancelled()
    markRunning(database, run)
    const { stopped, result } = await followOnAnyDevice(services, training, context, skipped)
    for (const one of result.skipped) skipped.set(one.path, one)
    recordResult(database, run, stopped ? 'stopped' : 'done', result, [...skipped.values()])
    tellEnd(services, run)
    return { run, ...result, skipped: [...skipped.values()] }
  } catch (thrown) {
    throw await recordEnd(services, training, { context, error: toAppError(thrown), skipped })
  }
}

interface Ending {
  readonly context: JobContext
  readonly error: AppError
  readonly skipped: ReadonlyMap<string, Skipped>
}

/** @returns the error that the job ends with */
async function recordEnd(
  services: Services,
  { run, manifest, before }: Training,
  { context, error, skipped }: Ending,
): Promise<AppError> {
  const { database } = services.project
  const isInterrupted = context.isInterrupted()
  if (error.code === 'cancelled' && !isInterrupted) {
    const hasBegun = readRun(database, run).status === 'running'
    if (!before || hasBegun) await discardRun(services, run)
    else {
      markEndedAgain(database, before)
      tellEnd(services, run)
    }
    return error
  }
  // Where the settings are at fault, going on would end the same way.
  if (error.code === 'bad-input')
    await rm(join(manifest.folder, 'checkpoint'), { recursive: true, force: true })
  const isResumable = hasCheckpoint(database, run)
  const failure = isInterrupted ? error : withNextStep(error, run, isResumable)
  const reason = isInterrupted ? interruptedRunReason(isResumable) : failure.message
  recordFailure(database, run, isInterrupted ? 'interrupted' : 'failed', reason, [...skipped.values()])
  tellEnd(services, run)
  return failure
}

function withNextStep(error: AppError, run: number, isResumable: boolean): AppError {
  if (!isResumable) return error
  const next = `Resume the run, and it goes on from its last whole epoch (\`headstart runs resume ${run}\`).`
  return new AppError(error.code, `${error.message} ${next}`, error.details, error.cause)
}

/** Where the GPU's memory runs out, the engine goes on with the CPU: so does the training, from its first epoch. */
async function followOnAnyDevice(
  ...[services, training, ...others]: Parameters<typeof followTraining>
): ReturnType<typeof followTraining> {
  try {
    return await followTraining(services, training, ...others)
  } catch (thrown) {
    if (!isGpuFull(toAppError(thrown))) throw thrown
    moveToCpu(services.project.database, training.run)
    const manifest = { ...training.manifest, resume: false }
    return followTraining(services, { ...training, manifest }, ...others)
  }
}

function tellEnd({ project, runEvents }: Services, run: number): void {
  runEvents.tell(run, { type: 'ended', run: summarize(readRun(project.database, run)) })
}
