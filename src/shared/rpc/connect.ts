import { AppError, cancelled } from '../errors'
import type { CallOptions, Client, Contract } from './contract'
import { EventQueue } from './event-queue'
import { frameSchema } from './wire'
import type { Frame, Wire } from './wire'

type Answer = Extract<Frame, { type: 'value' | 'event' | 'end' | 'error' }>

/** A client whose functions speak to whoever serves the same contract at the other end of the wire. */
export function connect<C extends Contract>(contract: C, wire: Wire): Client<C> {
  const waiting = new Map<number, (answer: Answer) => void>()
  let nextId = 1
  let closed: AppError | undefined

  wire.onFrame((raw) => {
    const frame = frameSchema.safeParse(raw).data
    if (frame && frame.type !== 'call' && frame.type !== 'cancel') waiting.get(frame.id)?.(frame)
  })
  wire.onClose((reason) => {
    closed = new AppError('engine', reason)
    for (const [id, settle] of [...waiting]) settle({ type: 'error', id, error: closed.toJSON() })
  })

  /** Sends a call and hands every frame that answers it to `receive`; returns what takes it back. */
  function ask(
    name: string,
    input: unknown,
    signal: AbortSignal | undefined,
    receive: (answer: Answer) => void,
  ) {
    if (closed) throw closed
    if (signal?.aborted) throw cancelled()
    const id = nextId++
    const cancel = (): void => wire.send({ type: 'cancel', id })
    const forget = (): void => {
      waiting.delete(id)
      signal?.removeEventListener('abort', cancel)
    }
    waiting.set(id, (answer) => {
      if (answer.type !== 'event') forget()
      receive(answer)
    })
    signal?.addEventListener('abort', cancel)
    wire.send({ type: 'call', id, name, input })
    return { cancel, isOpen: () => waiting.has(id) }
  }

  function callOnce(name: string, input: unknown, { signal }: CallOptions = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      ask(name, input, signal, (answer) => {
        if (answer.type === 'value') resolve(answer.value)
        if (answer.type === 'error') reject(fromShape(answer.error))
      })
    })
  }

  async function* iterate(
    name: string,
    input: unknown,
    { signal }: CallOptions = {},
  ): AsyncGenerator<unknown> {
    const queue = new EventQueue<unknown>()
    const asked = ask(name, input, signal, (answer) => {
      if (answer.type === 'event') queue.push(answer.event)
      if (answer.type === 'end') queue.end()
      if (answer.type === 'error') queue.fail(fromShape(answer.error))
    })
    try {
      yield* queue
    } finally {
      // The consumer left early: what nobody reads any more is stopped on the other side.
      if (asked.isOpen()) asked.cancel()
    }
  }

  const functions = Object.entries(contract).map(([name, spec]) => [
    name,
    spec.kind === 'call'
      ? async (input: unknown, options?: CallOptions) =>
          spec.output.parse(await callOnce(name, input, options))
      : async function* parsed(input: unknown, options?: CallOptions) {
          for await (const event of iterate(name, input, options)) yield spec.event.parse(event)
        },
  ])
  return Object.fromEntries(functions) as Client<C>
}

function fromShape({ code, message, details }: AppError | ReturnType<AppError['toJSON']>): AppError {
  return new AppError(code, message, details)
}
