import type { TrainEvent } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import { markProblem } from '../photos/list'
import type { Services } from '../services'
import { reportProgress } from './progress'
import { addRemark, deleteEpochsAfter, writeEpoch } from './record'
import { readRun } from './rows'
import type { Training } from './train'

type Done = Extract<TrainEvent, { type: 'done' }>
type EpochEvent = Extract<TrainEvent, { type: 'epoch' }>

/** Passes the engine's events on to the database, the job and the watchers, until the last one. */
export async function followTraining(
  services: Services,
  training: Training,
  context: JobContext,
  skipped: Map<string, Skipped>,
): Promise<Done> {
  const { folder } = training.manifest
  const client = await services.engine.client()
  const ignore = (): undefined => undefined
  const stop = (): void => void client.stopTraining({ folder }).catch(ignore)
  const pause = (paused: boolean): void => void client.pauseTraining({ folder, paused }).catch(ignore)
  context.stopSignal.addEventListener('abort', stop)
  const leave = context.onPause(pause)
  const log = new EpochLog(services, training.run)
  try {
    let hasBegun = false
    for await (const event of client.train(training.manifest, { signal: context.cancelSignal })) {
      // What was asked for before the engine knew of the training came to nothing.
      if (!hasBegun && context.stopSignal.aborted) stop()
      else if (!hasBegun && context.isPaused()) pause(true)
      hasBegun = true
      if (event.type === 'epoch') log.add(event)
      else log.goOn()
      if (event.type === 'done') return event
      pass(services, training, { event, context, skipped })
    }
  } finally {
    leave()
    context.stopSignal.removeEventListener('abort', stop)
  }
  throw new AppError('engine', 'The engine ended the training without a result: start it again.')
}

interface Passed {
  readonly event: TrainEvent
  readonly context: JobContext
  readonly skipped: Map<string, Skipped>
}

function pass(
  { project, runEvents }: Services,
  { run, photoIds }: Training,
  { event, context, skipped }: Passed,
): void {
  if (event.type === 'progress') reportProgress(context, event)
  if (event.type === 'remark') addRemark(project.database, run, event.text)
  if (event.type === 'batch') runEvents.tell(run, event)
  if (event.type === 'skipped') {
    const { path, reason } = event.skipped
    skipped.set(path, event.skipped)
    const photo = photoIds.get(path)
    if (photo !== undefined) markProblem(project, photo, reason)
  }
}

/** Writes epochs down and tells of them. Those of before a training went on are known; later ones it gives anew. */
class EpochLog {
  readonly #known: ReadonlySet<number>
  #resumed = 0
  #isTrimmed = false

  constructor(
    private readonly services: Services,
    private readonly run: number,
  ) {
    const { epochs } = readRun(services.project.database, run)
    this.#known = new Set(epochs.map(({ epoch }) => epoch))
  }

  add({ epoch, resumed }: EpochEvent): void {
    const { project, runEvents } = this.services
    const isKnown = resumed === true && this.#known.has(epoch.epoch)
    if (resumed) this.#resumed = epoch.epoch
    else {
      this.goOn()
      // A training whose checkpoint was of no use begins anew.
      deleteEpochsAfter(project.database, this.run, epoch.epoch)
    }
    writeEpoch(project.database, this.run, epoch)
    if (!isKnown) runEvents.tell(this.run, { type: 'epoch', epoch })
  }

  /** Every epoch of before is told by now, or there is none: what was written after them is not so any more. */
  goOn(): void {
    if (this.#isTrimmed || this.#resumed === 0) return
    this.#isTrimmed = true
    deleteEpochsAfter(this.services.project.database, this.run, this.#resumed)
  }
}
