import type { TrainEvent, TrainManifest } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import type { TrainResult } from '../../shared/contract/training'
import { AppError, cancelled, toAppError } from '../../shared/errors'
import { isGpuFull } from '../engine/engine'
import type { JobContext } from '../jobs/jobs'
import { interruptedReason } from '../jobs/live-job'
import { markProblem } from '../photos/list'
import type { Services } from '../services'
import { discardRun } from './list'
import { reportProgress } from './progress'
import { insertEpoch, markRunning, moveToCpu, recordFailure, recordResult } from './record'
import { readRun, summarize } from './rows'

export interface Training {
  readonly run: number
  readonly manifest: TrainManifest
  /** The project's number of the photo at a path. */
  readonly photoIds: ReadonlyMap<string, number>
}

/**
 * Trains one run to its end and writes down how it ended. Stopped and kept, it resolves with its best epoch; cancelled,
 * it is removed together with its folder; where Headstart ends meanwhile, it stays as `interrupted`.
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
  markRunning(database, run)
  try {
    const { stopped, result } = await followOnAnyDevice(services, training, context, skipped)
    for (const one of result.skipped) skipped.set(one.path, one)
    recordResult(database, run, stopped ? 'stopped' : 'done', result, [...skipped.values()])
    tellEnd(services, run)
    return { run, ...result, skipped: [...skipped.values()] }
  } catch (thrown) {
    const error = toAppError(thrown)
    const isInterrupted = context.isInterrupted()
    if (error.code === 'cancelled' && !isInterrupted) await discardRun(services, run)
    else {
      const status = isInterrupted ? 'interrupted' : 'failed'
      const reason = isInterrupted ? interruptedReason : error.message
      recordFailure(database, run, status, reason, [...skipped.values()])
      tellEnd(services, run)
    }
    throw error
  }
}

/** Where the GPU's memory runs out, the engine goes on with the CPU: so does the training, from its first epoch. */
async function followOnAnyDevice(...parameters: Parameters<typeof follow>): ReturnType<typeof follow> {
  try {
    return await follow(...parameters)
  } catch (thrown) {
    if (!isGpuFull(toAppError(thrown))) throw thrown
    const [{ project }, { run }] = parameters
    moveToCpu(project.database, run)
    return follow(...parameters)
  }
}

/** Passes the engine's events on to the database, the job and the watchers, until the last one. */
async function follow(
  { project, engine, runEvents }: Services,
  { run, manifest, photoIds }: Training,
  context: JobContext,
  skipped: Map<string, Skipped>,
): Promise<Extract<TrainEvent, { type: 'done' }>> {
  // Stopped while it waited for its turn: there is nothing whole to keep.
  if (context.stopSignal.aborted) throw cancelled()
  const client = await engine.client()
  const stop = (): void => void client.stopTraining({ folder: manifest.folder }).catch(() => undefined)
  context.stopSignal.addEventListener('abort', stop)
  try {
    for await (const event of client.train(manifest, { signal: context.cancelSignal })) {
      if (event.type === 'done') return event
      if (event.type === 'progress') reportProgress(context, event)
      if (event.type === 'skipped') {
        const { path, reason } = event.skipped
        skipped.set(path, event.skipped)
        const photo = photoIds.get(path)
        if (photo !== undefined) markProblem(project, photo, reason)
      }
      if (event.type === 'epoch') {
        insertEpoch(project.database, run, event.epoch)
        runEvents.tell(run, event)
      }
    }
  } finally {
    context.stopSignal.removeEventListener('abort', stop)
  }
  throw new AppError('engine', 'The engine ended the training without a result: start it again.')
}

function tellEnd({ project, runEvents }: Services, run: number): void {
  runEvents.tell(run, { type: 'ended', run: summarize(readRun(project.database, run)) })
}
