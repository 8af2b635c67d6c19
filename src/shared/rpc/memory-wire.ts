import { AppError } from '../errors'
import { Listeners } from './wire'
import type { Frame, Wire } from './wire'

/** Two ends of a pipe inside one process, and a way to cut it. */
export interface MemoryWirePair {
  readonly near: Wire
  readonly far: Wire
  /** Ends every open call as `disconnected`, with a reason for people. */
  close(reason: string): void
}

/**
 * Frames are turned into JSON and back even here, so that whatever works over memory works over every other wire.
 * Delivery is asynchronous, as it is elsewhere.
 */
export function memoryWirePair(): MemoryWirePair {
  const frames = { near: new Listeners<unknown>(), far: new Listeners<unknown>() }
  const closing = new Listeners<AppError>()
  let open = true
  const end = (inbox: Listeners<unknown>, outbox: Listeners<unknown>): Wire => ({
    send(frame: Frame): void {
      const text = JSON.stringify(frame)
      queueMicrotask(() => open && outbox.tell(JSON.parse(text)))
    },
    onFrame: (listener) => inbox.add(listener),
    onClose: (listener) => closing.add(listener),
  })
  return {
    near: end(frames.near, frames.far),
    far: end(frames.far, frames.near),
    close(reason): void {
      if (!open) return
      open = false
      closing.tell(new AppError('disconnected', reason))
    },
  }
}
