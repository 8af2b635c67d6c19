/** Milliseconds before a stream that broke is asked for again. */
const PAUSE = 1000

/** Reads a stream of the host for as long as the page lives; one that ends or breaks is asked for again. */
export function follow<Event>(
  ask: (signal: AbortSignal) => AsyncIterable<Event>,
  receive: (event: Event) => void,
): () => void {
  const leaving = new AbortController()
  async function read(): Promise<void> {
    while (!leaving.signal.aborted) {
      try {
        for await (const event of ask(leaving.signal)) receive(event)
      } catch {
        // The connection is lost for good or the host has ended: the frame tells; here it is only tried again.
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
    }
  }
  void read()
  return () => leaving.abort()
}
