import { expect, it } from 'vitest'
import { z } from 'zod'
import { AppError } from '../errors'
import { connect } from './connect'
import type { ConnectOptions } from './connect'
import { call, stream } from './contract'
import type { CallContext } from './contract'
import { memoryWirePair } from './memory-wire'
import { serve } from './serve'
import type { Frame, Wire } from './wire'

const nothing = z.object({})
const contract = {
  work: call({ input: nothing, output: nothing }),
  follow: stream({ input: nothing, event: z.int() }),
  hold: stream({ input: nothing, event: z.int() }),
} as const

/** Work that hears that it is to stop, and takes until `finish` to do so. */
function setting(options?: ConnectOptions) {
  const { near, far } = memoryWirePair()
  const told: AbortSignal[] = []
  const ending = Promise.withResolvers<void>()
  const untilFinished = async ({ signal }: CallContext): Promise<void> => {
    told.push(signal)
    await ending.promise
  }
  const handlers = {
    work: async (_input: object, context: CallContext) => {
      await untilFinished(context)
      return {}
    },
    async *follow(_input: object, context: CallContext) {
      yield 1
      await untilFinished(context)
    },
    async *hold(_input: object, { signal }: CallContext) {
      yield 1
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
    },
  }
  serve(contract, handlers, far)
  return { client: connect(contract, near, options), near, told, finish: ending.resolve }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

async function read(events: AsyncIterable<number>): Promise<void> {
  for await (const event of events) void event
}

it.each(['work', 'follow'] as const)(
  'does not wait for the other side where %s is cancelled',
  async (name) => {
    const { client, told } = setting()
    const abort = new AbortController()
    const options = { signal: abort.signal }
    const asked = name === 'work' ? client.work({}, options) : read(client.follow({}, options))
    await settled()
    abort.abort()
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
    await settled()
    expect(told[0]?.aborted).toBe(true)
  },
)

it.each(['work', 'follow'] as const)('waits for it where that is asked for, with %s', async (name) => {
  const { client, told, finish } = setting({ cancelled: 'confirmed' })
  const abort = new AbortController()
  const options = { signal: abort.signal }
  let isOver = false
  const asked = (name === 'work' ? client.work({}, options) : read(client.follow({}, options))).finally(
    () => (isOver = true),
  )
  await settled()
  abort.abort()
  await settled()
  expect({ told: told[0]?.aborted, isOver }).toEqual({ told: true, isOver: false })
  finish()
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' })
})

it('opens no more than a thousand calls for one peer, and goes on when some have ended', async () => {
  const { client, near, told, finish } = setting()
  const refused: Frame[] = []
  near.onFrame((frame) => (frame as Frame).type === 'error' && refused.push(frame as Frame))
  for (let id = 10_001; id <= 15_000; id += 1) near.send({ type: 'call', id, name: 'work', input: {} })
  await settled()
  expect(told).toHaveLength(1000)
  expect(refused).toHaveLength(4000)
  expect(refused[0]).toMatchObject({ error: { code: 'busy' } })
  finish()
  await settled()
  expect(await client.work({})).toEqual({})
})

it('fails a call that the wire does not take, and forgets it', async () => {
  const { near } = memoryWirePair()
  const picky: Wire = {
    ...near,
    send() {
      throw new AppError('bad-input', 'Too large.')
    },
  }
  const abort = new AbortController()
  const asked = connect(contract, picky).work({}, { signal: abort.signal })
  await expect(asked).rejects.toMatchObject({ code: 'bad-input' })
  expect(() => abort.abort()).not.toThrow()
})
