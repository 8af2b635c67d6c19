import type { MenuCommand } from '../shared/contract/shell'
import { EventQueue } from '../shared/rpc/event-queue'

export interface MenuEvent {
  readonly command: MenuCommand
  readonly folder?: string
}

/** Carries what is chosen in the menu to the page; what is chosen before there is one waits for it. */
export class MenuCommands {
  readonly #readers = new Set<EventQueue<MenuEvent>>()
  #waiting: MenuEvent | undefined

  choose(event: MenuEvent): void {
    // Of several that were chosen without a page, the last one is what the user still wants; an edit is not taken back
    // out of sight.
    const canWait = event.command !== 'undo' && event.command !== 'redo'
    if (this.#readers.size === 0 && canWait) this.#waiting = event
    for (const reader of this.#readers) reader.push(event)
  }

  /** Everything that is chosen from now on, until the signal ends it. */
  async *follow(signal: AbortSignal): AsyncGenerator<MenuEvent> {
    const queue = new EventQueue<MenuEvent>()
    const end = (): void => queue.end()
    if (this.#waiting) queue.push(this.#waiting)
    this.#waiting = undefined
    this.#readers.add(queue)
    signal.addEventListener('abort', end)
    try {
      if (!signal.aborted) yield* queue
    } finally {
      signal.removeEventListener('abort', end)
      this.#readers.delete(queue)
    }
  }
}
