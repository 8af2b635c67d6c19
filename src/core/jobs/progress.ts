import type { Progress } from '../../shared/contract/jobs'

/** What work says of itself. `done` and `total` count `unit`s; `total` is null where nobody knows it. */
export interface ProgressUpdate {
  readonly phase: string
  readonly done: number
  readonly total: number | null
  readonly unit: string
}

/** After this many seconds a measurement weighs 1/e of a new one: steady for people, yet it follows a change of pace. */
const MEMORY = 15
/** A rate from less than this (seconds) says more about buffers than about the work. */
const LEAST_SECONDS = 0.5

/** What the rate is computed from: exponentially fading sums of units done and of seconds passed. */
export interface Pace {
  readonly update: ProgressUpdate
  /** When the update came, in seconds from any fixed point. */
  readonly time: number
  readonly units: number
  readonly seconds: number
}

/**
 * The pace after an update. A new phase, or work that counts backwards, begins to be measured anew.
 *
 * With decay d = exp(−Δt / MEMORY): units ← d · units + Δdone, seconds ← d · seconds + Δt; the rate is their quotient.
 * From the beginning it is thus a mean of what was seen, without the pull towards zero of a plain moving average.
 */
export function advance(pace: Pace | undefined, update: ProgressUpdate, time: number): Pace {
  const before = pace?.update
  if (!pace || before?.phase !== update.phase || before.unit !== update.unit || update.done < before.done) {
    return { update, time, units: 0, seconds: 0 }
  }
  const passed = Math.max(0, time - pace.time)
  const decay = Math.exp(-passed / MEMORY)
  return {
    update,
    time,
    units: decay * pace.units + (update.done - pace.update.done),
    seconds: decay * pace.seconds + passed,
  }
}

/** The progress as people see it: `rate` in units a second, `eta` in seconds, null until they can be told. */
export function progressOf({ update, units, seconds }: Pace): Progress {
  const rate = seconds >= LEAST_SECONDS && units > 0 ? units / seconds : null
  const left = update.total === null ? null : Math.max(0, update.total - update.done)
  const eta = left === 0 ? 0 : left === null || rate === null ? null : left / rate
  return { ...update, rate, eta }
}
