import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors'
import { connect } from './connect'
import { call, stream } from './contract'
import type { CallContext, Client } from './contract'
import { memoryWirePair } from './memory-wire'
import type { MemoryWirePair } from './memory-wire'
import { serve } from './serve'
import type { Frame } from './wire'

const contract = {
  double: call({ input: z.object({ value: z.number() }), output: z.object({ value: z.number() }) }),
  wrongAnswer: call({ input: z.object({}), output: z.object({ value: z.number() }) }),
  fail: call({ input: z.object({ known: z.boolean() }), output: z.null() }),
  wait: call({ input: z.object({}), output: z.null() }),
  count: stream({ input: z.object({ to: z.int(), then: z.string().optional() }), event: z.int() }),
} as const

interface Setting {
  readonly client: Client<typeof contract>
  readonly wires: MemoryWirePair
  /** Names of the calls that were told to stop. */
  readonly stopped: string[]
  readonly errors: AppError[]
  readonly frames: Frame[]
}

function setting(): Setting {
  const wires = memoryWirePair()
  const stopped: string[] = []
  const errors: AppError[] = []
  const frames: Frame[] = []
  const untilStopped = (name: string, { signal }: CallContext): Promise<void> =>
    new Promise((resolve) =>
      signal.addEventListener('abort', () => {
        stopped.push(name)
        resolve()
      }),
    )
  const handlers = {
    double: ({ value }: { value: number }) => ({ value: 2 * value }),
    wrongAnswer: () => ({ value: 'two' as unknown as number }),
    fail: ({ known }: { known: boolean }): null => {
      throw known ? new AppError('not-found', 'No such photo.', { photo: 7 }) : new TypeError('broken')
    },
    wait: async (_input: object, context: CallContext) => {
      await untilStopped('wait', context)
      return null
    },
    async *count({ to, then }: { to: number; then?: string | undefined }, context: CallContext) {
      for (let value = 1; value <= to; value += 1) yield value
      if (then === 'wait') await untilStopped('count', context)
      if (then === 'fail') throw new AppError('unreadable', 'The rest is gone.')
    },
  }
  serve(contract, handlers, wires.far, { onError: (_name, error) => errors.push(error) })
  wires.near.onFrame((frame) => frames.push(frame as Frame))
  return { client: connect(contract, wires.near), wires, stopped, errors, frames }
}

async function collect(events: AsyncIterable<number>, into: number[] = []): Promise<number[]> {
  for await (const event of events) into.push(event)
  return into
}

/** Lets everything that is on its way arrive. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('a call', () => {
  it('is answered, also when several are open', async () => {
    const { client } = setting()
    const answers = await Promise.all([1, 2, 3].map((value) => client.double({ value })))
    expect(answers.map(({ value }) => value)).toEqual([2, 4, 6])
  })

  it('fails with the code, message and details that the other side gave', async () => {
    const { client, errors } = setting()
    const failure = { code: 'not-found', message: 'No such photo.', details: { photo: 7 } }
    await expect(client.fail({ known: true })).rejects.toMatchObject(failure)
    expect(errors).toHaveLength(1)
  })

  it('sends no stack of an unexpected error, and tells it where it happened', async () => {
    const { client, errors, frames } = setting()
    await expect(client.fail({ known: false })).rejects.toMatchObject({ code: 'internal', message: 'broken' })
    expect(JSON.stringify(frames)).not.toContain('rpc.test')
    expect(errors[0]?.cause).toBeInstanceOf(TypeError)
  })

  it('is refused when its input does not fit, naming the field', async () => {
    const { client } = setting()
    const wrong = { value: 'seven' as unknown as number }
    await expect(client.double(wrong)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('double: value:') as string,
    })
  })

  it('fails when its answer does not fit the contract', async () => {
    await expect(setting().client.wrongAnswer({})).rejects.toMatchObject({ code: 'internal' })
  })

  it('stops the work on the other side when it is cancelled', async () => {
    const { client, stopped } = setting()
    const abort = new AbortController()
    const answer = client.wait({}, { signal: abort.signal })
    await settled()
    abort.abort()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
    expect(stopped).toEqual(['wait'])
  })

  it('is not even sent when it was cancelled before', async () => {
    const { client, frames } = setting()
    await expect(client.wait({}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    })
    await settled()
    expect(frames).toEqual([])
  })

  it('that nobody knows is refused by name', async () => {
    const { wires, frames } = setting()
    wires.near.send({ type: 'call', id: 1, name: 'toString', input: {} })
    await settled()
    expect(frames).toMatchObject([{ type: 'error', id: 1, error: { code: 'not-found' } }])
  })
})

describe('a stream', () => {
  it('gives its events in order and ends', async () => {
    expect(await collect(setting().client.count({ to: 100 }))).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    )
  })

  it('gives what came before it failed', async () => {
    const seen: number[] = []
    const events = setting().client.count({ to: 3, then: 'fail' })
    await expect(collect(events, seen)).rejects.toMatchObject({ code: 'unreadable' })
    expect(seen).toEqual([1, 2, 3])
  })

  it('stops on the other side when its reader leaves', async () => {
    const { client, stopped } = setting()
    for await (const value of client.count({ to: 3, then: 'wait' })) if (value === 3) break
    await settled()
    expect(stopped).toEqual(['count'])
  })

  it('throws cancelled when its signal is aborted', async () => {
    const { client, stopped } = setting()
    const abort = new AbortController()
    const seen = collect(client.count({ to: 2, then: 'wait' }, { signal: abort.signal }))
    await settled()
    abort.abort()
    await expect(seen).rejects.toMatchObject({ code: 'cancelled' })
    expect(stopped).toEqual(['count'])
  })
})

describe('a wire that closes', () => {
  it('fails what is open with its reason, and stops the work at the other end', async () => {
    const { client, wires, stopped } = setting()
    const waiting = client.wait({})
    const counting = collect(client.count({ to: 1, then: 'wait' }))
    await settled()
    wires.close('The engine ended.')
    const failure = { code: 'disconnected', message: 'The engine ended.' }
    await expect(waiting).rejects.toMatchObject(failure)
    await expect(counting).rejects.toMatchObject(failure)
    await settled()
    expect(stopped.sort()).toEqual(['count', 'wait'])
  })

  it('fails what is asked afterwards at once', async () => {
    const { client, wires } = setting()
    wires.close('The engine ended.')
    await expect(client.double({ value: 1 })).rejects.toMatchObject({ code: 'disconnected' })
  })

  it('ignores frames that make no sense', async () => {
    const { client, wires } = setting()
    for (const noise of [null, 7, 'call', { type: 'call' }, { type: 'value', id: 99, value: 1 }]) {
      wires.near.send(noise as unknown as Frame)
      wires.far.send(noise as unknown as Frame)
    }
    expect(await client.double({ value: 4 })).toEqual({ value: 8 })
  })
})
