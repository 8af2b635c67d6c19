import type { WeightsEvent } from '../../shared/contract/models'
import { advance, progressOf } from '../jobs/progress'
import type { Pace, ProgressUpdate } from '../jobs/progress'

/** Makes events of updates, with the rate and the time left as they come. */
export type Paced = (update: ProgressUpdate) => Extract<WeightsEvent, { type: 'progress' }>

export function paced(now: () => number = () => performance.now()): Paced {
  let pace: Pace | undefined
  return (update) => {
    pace = advance(pace, update, now() / 1000)
    return { type: 'progress', progress: progressOf(pace) }
  }
}
