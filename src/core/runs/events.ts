import type { RunEvent } from '../../shared/contract/training'
import type { Unsubscribe } from '../../shared/rpc/wire'

type BatchEvent = Extract<RunEvent, { type: 'batch' }>

/** So many batches are kept: at ten a second, the last minutes; a chart shows no more points. */
const keptBatches = 2000

/** Tells whoever watches a run what happens to it, in the same turn in which the database learns of it. */
export class RunEvents {
  readonly #listeners = new Map<number, Set<(event: RunEvent) => void>>()
  readonly #batches = new Map<number, BatchEvent[]>()

  listen(run: number, listener: (event: RunEvent) => void): Unsubscribe {
    const listeners = this.#listeners.get(run) ?? new Set()
    this.#listeners.set(run, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(run)
    }
  }

  tell(run: number, event: RunEvent): void {
    if (event.type === 'batch') this.#keep(run, event)
    // No database has them: with the training they are gone.
    if (event.type === 'ended') this.#batches.delete(run)
    for (const listener of [...(this.#listeners.get(run) ?? [])]) listener(event)
  }

  /** The last batches of a run that trains now, for those who come later. */
  batches(run: number): readonly BatchEvent[] {
    return [...(this.#batches.get(run) ?? [])]
  }

  #keep(run: number, event: BatchEvent): void {
    const batches = this.#batches.get(run) ?? []
    batches.push(event)
    if (batches.length > keptBatches) batches.shift()
    this.#batches.set(run, batches)
  }
}
