import { cancelled } from '../shared/errors'
import { EventQueue } from '../shared/rpc/event-queue'
import type { Unsubscribe } from '../shared/rpc/wire'

/** Something that goes on, to be followed from whatever it has come to until its end. */
export interface Watched<Event> {
  /** Everything so far. */
  readonly soFar: () => readonly Event[]
  readonly listen: (listener: (event: Event) => void) => Unsubscribe
  /** Whether nothing comes after an event. */
  readonly isLast: (event: Event) => boolean
}

/**
 * Everything so far, then each event as it comes, up to the last one.
 * @throws AppError `cancelled` when the signal is aborted; whatever `soFar` throws
 */
export async function* watch<Event>(
  { soFar, listen, isLast }: Watched<Event>,
  signal: AbortSignal,
): AsyncGenerator<Event> {
  const news = new EventQueue<Event>()
  const abort = (): void => news.fail(cancelled())
  // Listening and reading happen in one turn, so nothing falls between the two and nothing comes twice.
  const stopListening = listen((event) => {
    news.push(event)
    if (isLast(event)) news.end()
  })
  signal.addEventListener('abort', abort)
  try {
    if (signal.aborted) throw cancelled()
    const events = soFar()
    yield* events
    if (!events.some(isLast)) yield* news
  } finally {
    stopListening()
    signal.removeEventListener('abort', abort)
  }
}
