import type { Batch, Epoch, Run, RunEvent } from '../../../shared/contract/training'
import { toAppError } from '../../../shared/errors'

/** Milliseconds before a stream that broke is asked for again. */
const PAUSE = 1000

export interface Following {
  readonly ask: (signal: AbortSignal) => AsyncIterable<RunEvent>
  readonly onEpoch: (epoch: Epoch) => void
  readonly onBatch?: (batch: Batch) => void
  readonly signal: AbortSignal
  readonly pause?: () => Promise<void>
}

/**
 * Follows a run to its end, over lost connections and a host that was started anew.
 * @returns the run as it ended; undefined when the signal was aborted before
 * @throws AppError `not-found` where there is no such run, or none any more
 */
export async function followRun({
  ask,
  onEpoch,
  onBatch = () => undefined,
  signal,
  pause = wait,
}: Following): Promise<Run | undefined> {
  while (!signal.aborted) {
    try {
      for await (const event of ask(signal)) {
        if (event.type === 'ended') return event.run
        if (event.type === 'epoch') onEpoch(event.epoch)
        else onBatch(event.batch)
      }
    } catch (thrown) {
      const error = toAppError(thrown)
      if (error.code === 'not-found') throw error
    }
    if (!signal.aborted) await pause()
  }
  return undefined
}

function wait(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE))
}
