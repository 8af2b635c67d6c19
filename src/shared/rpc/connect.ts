import { AppError, cancelled } from '../errors'
import type { CallOptions, Client, Contract } from './contract'
import { EventQueue } from './event-queue'
import { frameSchema } from './wire'
import type { Frame, Wire } from './wire'

type Answer = Extract<Frame, { type: 'value' | 'event' | 'end' | 'error' }>
type Receive = (answer: Answer) => void

export interface ConnectOptions {
  /**
   * When a call that is cancelled throws: `at once`, while the other side is only on its way to stop, or once the other
   * side has `confirmed` that it did.
   */
  readonly cancelled?: 'at once' | 'confirmed'
}

/** A client whose functions speak to whoever serves the same contract at the other end of the wire. */
export function connect<C extends Contract>(
  contract: C,
  wire: Wire,
  options: ConnectOptions = {},
): Client<C> {
  const calls = new OpenCalls(wire, options.cancelled !== 'confirmed')
  const functions = Object.entries(contract).map(([name, spec]) => [
    name,
    spec.kind === 'call'
      ? async (input: unknown, options?: CallOptions) =>
          spec.output.parse(await callOnce(calls, name, input, options))
      : async function* parsed(input: unknown, options?: CallOptions) {
          for await (const event of iterate(calls, name, input, options)) yield spec.event.parse(event)
        },
  ])
  return Object.fromEntries(functions) as Client<C>
}

/** The calls of one client that have not ended yet. */
class OpenCalls {
  readonly #wire: Wire
  readonly #throwsAtOnce: boolean
  readonly #waiting = new Map<number, Receive>()
  #nextId = 1
  #closed: AppError | undefined

  constructor(wire: Wire, throwsAtOnce: boolean) {
    this.#wire = wire
    this.#throwsAtOnce = throwsAtOnce
    wire.onFrame((raw) => {
      const frame = frameSchema.safeParse(raw).data
      if (frame && frame.type !== 'call' && frame.type !== 'cancel') this.#waiting.get(frame.id)?.(frame)
    })
    wire.onClose((reason) => {
      this.#closed = reason
      for (const [id, settle] of [...this.#waiting]) settle(failure(id, reason))
    })
  }

  /**
   * Sends a call and hands every frame that answers it to `receive`; returns what takes back one
   * that is still open.
   * @throws AppError `cancelled` where the signal is aborted already; what the wire ended with; what it refuses to send
   */
  ask(name: string, input: unknown, signal: AbortSignal | undefined, receive: Receive): () => void {
    if (this.#closed) throw this.#closed
    if (signal?.aborted) throw cancelled()
    const id = this.#nextId++
    const forget = (): void => {
      this.#waiting.delete(id)
      signal?.removeEventListener('abort', abort)
    }
    const abort = (): void => {
      this.#wire.send({ type: 'cancel', id })
      if (this.#throwsAtOnce) this.#waiting.get(id)?.(failure(id, cancelled()))
    }
    this.#waiting.set(id, (answer) => {
      if (answer.type !== 'event') forget()
      receive(answer)
    })
    signal?.addEventListener('abort', abort)
    try {
      this.#wire.send({ type: 'call', id, name, input })
    } catch (refused) {
      forget()
      throw refused
    }
    return () => {
      if (!this.#waiting.has(id)) return
      forget()
      this.#wire.send({ type: 'cancel', id })
    }
  }
}

function callOnce(
  calls: OpenCalls,
  name: string,
  input: unknown,
  { signal }: CallOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    calls.ask(name, input, signal, (answer) => {
      if (answer.type === 'value') resolve(answer.value)
      if (answer.type === 'error') reject(fromShape(answer.error))
    })
  })
}

async function* iterate(
  calls: OpenCalls,
  name: string,
  input: unknown,
  { signal }: CallOptions = {},
): AsyncGenerator<unknown> {
  const queue = new EventQueue<unknown>()
  const takeBack = calls.ask(name, input, signal, (answer) => {
    if (answer.type === 'event') queue.push(answer.event)
    if (answer.type === 'end') queue.end()
    if (answer.type === 'error') queue.fail(fromShape(answer.error))
  })
  try {
    yield* queue
  } finally {
    // The consumer left early: what nobody reads any more is stopped on the other side.
    takeBack()
  }
}

function failure(id: number, error: AppError): Answer {
  return { type: 'error', id, error: error.toJSON() }
}

function fromShape({ code, message, details }: ReturnType<AppError['toJSON']>): AppError {
  return new AppError(code, message, details)
}
