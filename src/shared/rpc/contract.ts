import type { z } from 'zod'

/** A question with one answer. */
export interface CallSpec<Input extends z.ZodType, Output extends z.ZodType> {
  readonly kind: 'call'
  readonly input: Input
  readonly output: Output
}

/** A question with many answers, one after the other, until it ends. */
export interface StreamSpec<Input extends z.ZodType, Event extends z.ZodType> {
  readonly kind: 'stream'
  readonly input: Input
  readonly event: Event
}

/** Every call and stream that one side offers to the other, by name. */
export type Contract = Readonly<
  Record<string, CallSpec<z.ZodType, z.ZodType> | StreamSpec<z.ZodType, z.ZodType>>
>

export function call<Input extends z.ZodType, Output extends z.ZodType>(spec: {
  input: Input
  output: Output
}): CallSpec<Input, Output> {
  return { kind: 'call', ...spec }
}

export function stream<Input extends z.ZodType, Event extends z.ZodType>(spec: {
  input: Input
  event: Event
}): StreamSpec<Input, Event> {
  return { kind: 'stream', ...spec }
}

/** What a handler learns of the call besides its input. */
export interface CallContext {
  /** Aborted when the caller cancels or the wire closes: long work stops and throws. */
  readonly signal: AbortSignal
}

/** The functions behind a contract: a missing one does not compile. */
export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: C[Name] extends StreamSpec<infer Input, infer Event>
    ? (input: z.output<Input>, context: CallContext) => AsyncIterable<z.input<Event>>
    : C[Name] extends CallSpec<infer Input, infer Output>
      ? (input: z.output<Input>, context: CallContext) => Promise<z.input<Output>> | z.input<Output>
      : never
}

export interface CallOptions {
  /** Cancels the call on the other side; the promise or the iteration then throws `cancelled`. */
  readonly signal?: AbortSignal | undefined
}

/** The same functions as the other side sees them. */
export type Client<C extends Contract> = {
  readonly [Name in keyof C]: C[Name] extends StreamSpec<infer Input, infer Event>
    ? (input: z.input<Input>, options?: CallOptions) => AsyncIterable<z.output<Event>>
    : C[Name] extends CallSpec<infer Input, infer Output>
      ? (input: z.input<Input>, options?: CallOptions) => Promise<z.output<Output>>
      : never
}
