/** Turns events that are pushed into events that are pulled: unbounded, one reader. */
export class EventQueue<Event> implements AsyncIterable<Event> {
  readonly #events: Event[] = []
  #ended = false
  #failure: unknown
  #wake: (() => void) | undefined

  push(event: Event): void {
    if (this.#ended) return
    this.#events.push(event)
    this.#wake?.()
  }

  end(): void {
    this.#ended = true
    this.#wake?.()
  }

  /** Ends the iteration with an error, after the events that came before it. */
  fail(error: unknown): void {
    if (!this.#ended) this.#failure = error
    this.end()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event> {
    for (;;) {
      while (this.#events.length > 0) yield this.#events.shift() as Event
      if (this.#failure !== undefined) throw this.#failure
      if (this.#ended) return
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
