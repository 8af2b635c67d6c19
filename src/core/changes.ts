import { Listeners } from '../shared/rpc/wire'
import type { Unsubscribe } from '../shared/rpc/wire'

/** Tells whoever shows the photos of a project that something about them, their labels or their splits has changed. */
export class Changes {
  readonly #listeners = new Listeners<undefined>()
  // From the clock, so that a page that outlives the process does not take a new number for one that it knows.
  #revision = Date.now()

  /** Grows with every change, also from one process to the next. */
  get revision(): number {
    return this.#revision
  }

  listen(listener: () => void): Unsubscribe {
    return this.#listeners.add(listener)
  }

  /** Says that something has changed, after it was committed. */
  tell(): void {
    this.#revision += 1
    this.#listeners.tell(undefined)
  }
}
