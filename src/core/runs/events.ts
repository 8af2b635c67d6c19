import type { RunEvent } from '../../shared/contract/training'
import type { Unsubscribe } from '../../shared/rpc/wire'

/** Tells whoever watches a run what happens to it, in the same turn in which the database learns of it. */
export class RunEvents {
  readonly #listeners = new Map<number, Set<(event: RunEvent) => void>>()

  listen(run: number, listener: (event: RunEvent) => void): Unsubscribe {
    const listeners = this.#listeners.get(run) ?? new Set()
    this.#listeners.set(run, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(run)
    }
  }

  tell(run: number, event: RunEvent): void {
    for (const listener of [...(this.#listeners.get(run) ?? [])]) listener(event)
  }
}
