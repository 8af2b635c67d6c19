import type { AppError } from '../errors'
import { Listeners } from './wire'
import type { Wire } from './wire'

/** The part of a child process, or of one's own `process`, that carries messages. */
export interface ProcessEndpoint {
  send?: (message: unknown, done: (error: Error | null) => void) => boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
}

/** Frames over Node's channel between a process and its child; the same function serves both ends. */
export function processWire(endpoint: ProcessEndpoint, closedReason: () => AppError): Wire {
  const frames = new Listeners<unknown>()
  const closing = new Listeners<AppError>()
  endpoint.on('message', (message) => frames.tell(message))
  endpoint.once('disconnect', () => closing.tell(closedReason()))
  return {
    // A frame that cannot be sent needs no answer: the disconnect that follows ends every open call.
    send: (frame) => void endpoint.send?.(frame, () => undefined),
    onFrame: (listener) => frames.add(listener),
    onClose: (listener) => closing.add(listener),
  }
}
