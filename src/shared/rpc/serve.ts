import { AppError, cancelled, describeIssues, toAppError } from '../errors'
import type { CallContext, Contract, Handlers } from './contract'
import { frameSchema } from './wire'
import type { Frame, Unsubscribe, Wire } from './wire'

type CallFrame = Extract<Frame, { type: 'call' }>
type AnyHandler = (input: unknown, context: CallContext) => unknown

export interface ServeOptions {
  /** Told of every error before it is stripped for the wire. */
  readonly onError?: (name: string, error: AppError) => void
}

/** So many calls may be open on one wire: a page has a dozen, and a peer that goes wild takes no more memory than this. */
const mostCalls = 1000

/** Answers the frames of a wire with handlers, until the wire closes or the returned function is called. */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  wire: Wire,
  options: ServeOptions = {},
): Unsubscribe {
  const running = new Map<number, AbortController>()

  async function answer(frame: CallFrame): Promise<void> {
    if (running.size >= mostCalls)
      return wire.send({ type: 'error', id: frame.id, error: tooManyCalls().toJSON() })
    const abort = new AbortController()
    running.set(frame.id, abort)
    try {
      await run(contract, handlers, frame, abort.signal, wire)
    } catch (thrown) {
      const error = abort.signal.aborted ? cancelled() : toAppError(thrown)
      if (error.code !== 'cancelled') options.onError?.(frame.name, error)
      wire.send({ type: 'error', id: frame.id, error: error.toJSON() })
    } finally {
      running.delete(frame.id)
    }
  }

  const stopListening = wire.onFrame((raw) => {
    const frame = frameSchema.safeParse(raw).data
    if (frame?.type === 'cancel') running.get(frame.id)?.abort()
    if (frame?.type === 'call' && !running.has(frame.id)) void answer(frame)
  })
  const abortAll = (): void => running.forEach((abort) => abort.abort())
  const stopClosing = wire.onClose(abortAll)
  return () => {
    stopListening()
    stopClosing()
    abortAll()
  }
}

function tooManyCalls(): AppError {
  return new AppError('busy', `More than ${mostCalls} calls are open: wait until some of them have ended.`)
}

async function run<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  { id, name, input }: CallFrame,
  signal: AbortSignal,
  wire: Wire,
): Promise<void> {
  const spec = Object.hasOwn(contract, name) ? contract[name] : undefined
  if (!spec) throw new AppError('not-found', `There is no call named "${name}".`)
  const parsed = spec.input.safeParse(input)
  if (!parsed.success) throw new AppError('bad-input', `${name}: ${describeIssues(parsed.error)}.`)
  const handler = handlers[name] as AnyHandler
  if (spec.kind === 'call') {
    const value = await handler(parsed.data, { signal })
    if (signal.aborted) throw cancelled()
    wire.send({ type: 'value', id, value: spec.output.parse(value) })
    return
  }
  for await (const event of handler(parsed.data, { signal }) as AsyncIterable<unknown>) {
    if (signal.aborted) throw cancelled()
    wire.send({ type: 'event', id, event: spec.event.parse(event) })
  }
  if (signal.aborted) throw cancelled()
  wire.send({ type: 'end', id })
}
