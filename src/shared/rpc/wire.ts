import { z } from 'zod'
import { errorSchema } from '../errors'
import type { AppError } from '../errors'

/**
 * What travels: a caller sends `call` and perhaps `cancel`; the other side answers with one `value`, or with any number
 * of `event`s and an `end`, or with an `error`. Every frame of one call carries its id.
 */
export const frameSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('call'),
    id: z.int().positive(),
    name: z.string().max(100),
    input: z.unknown(),
  }),
  z.object({ type: z.literal('cancel'), id: z.int().positive() }),
  z.object({ type: z.literal('value'), id: z.int().positive(), value: z.unknown() }),
  z.object({ type: z.literal('event'), id: z.int().positive(), event: z.unknown() }),
  z.object({ type: z.literal('end'), id: z.int().positive() }),
  z.object({ type: z.literal('error'), id: z.int().positive(), error: errorSchema }),
])

export type Frame = z.infer<typeof frameSchema>

export type Unsubscribe = () => void

/** A pipe for frames. What comes out is checked by whoever listens, so a wire passes on whatever it got. */
export interface Wire {
  /** @throws AppError `bad-input` where the wire has a largest frame, and this is larger */
  send(frame: Frame): void
  onFrame(listener: (frame: unknown) => void): Unsubscribe
  /** Told once, with the error that ends every open call, when nothing can travel any more. */
  onClose(listener: (reason: AppError) => void): Unsubscribe
}

/** A set of listeners with the two operations every wire needs. */
export class Listeners<Message> {
  readonly #listeners = new Set<(message: Message) => void>()

  add(listener: (message: Message) => void): Unsubscribe {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(message: Message): void {
    for (const listener of [...this.#listeners]) listener(message)
  }
}
