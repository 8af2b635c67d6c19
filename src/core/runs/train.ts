import type { TrainManifest } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import type { Run, TrainResult } from '../../shared/contract/training'
import { cancelled, toAppError } from '../../shared/errors'
import { isGpuFull } from '../engine/engine'
import type { JobContext } from '../jobs/jobs'
import type { Services } from '../services'
import { recordEnd, tellEnd } from './ending'
import { followTraining } from './follow-training'
import { markRunning, moveToCpu, recordResult } from './record'
import { remarksOn } from './remarks'
import { Reserve } from './reserve'

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
  const { run, manifest } = training
  const skipped = new Map<string, Skipped>()
  const reserve = new Reserve(manifest.folder)
  try {
    // Stopped while it waited for its turn: there is nothing whole to keep.
    if (context.stopSignal.aborted) throw cancelled()
    markRunning(database, run)
    await reserve.hold()
    const { stopped, result } = await followOnAnyDevice(services, training, context, skipped)
    for (const one of result.skipped) skipped.set(one.path, one)
    const left = [...skipped.values()]
    const remarks = remarksOn(manifest, result.epochs, left)
    await reserve.write(() =>
      recordResult(database, run, stopped ? 'stopped' : 'done', { ...result, skipped: left, remarks }),
    )
    tellEnd(services, run)
    return { run, ...result, skipped: left }
  } catch (thrown) {
    throw await recordEnd(services, training, { context, error: toAppError(thrown), skipped, reserve })
  } finally {
    await reserve.giveUp()
  }
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
