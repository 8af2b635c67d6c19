import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { TrainManifest } from '../../shared/contract/engine'
import { trainSettingsSchema } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import { Engine } from './engine'
import { forkEngine } from './process'

const entry = join(import.meta.dirname, 'fixtures', 'engine.mjs')

let folder: string
let engine: Engine
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-engine-'))
  engine = newEngine()
})
afterEach(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

function newEngine(options: Partial<ConstructorParameters<typeof Engine>[0]> = {}): Engine {
  return new Engine({
    entry,
    resources: join(folder, 'resources'),
    log: join(folder, 'logs', 'engine.log'),
    device: 'cpu',
    threads: 2,
    ...options,
  })
}

function training(settings: { epochs: number; learningRate: number }): TrainManifest {
  return {
    folder: join(folder, 'run'),
    features: join(folder, 'features'),
    classes: ['cat', 'dog'],
    settings: trainSettingsSchema.parse(settings),
    train: [{ path: 'cat.jpg', hash: 'aa', label: 0 }],
    val: [],
    resume: false,
  }
}

async function failure(work: Promise<unknown>): Promise<AppError> {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(thrown).toBeInstanceOf(AppError)
  return thrown as AppError
}

it('starts one process, and only when it is needed', async () => {
  expect(engine.pid).toBeUndefined()
  const first = await (await engine.client()).info({})
  const second = await (await engine.client()).info({})
  expect(first.pid).toBe(engine.pid)
  expect(second.pid).toBe(first.pid)
})

it('sends the chatter of the native parts to the log', async () => {
  await (await engine.client()).info({})
  await engine.close()
  expect(readFileSync(join(folder, 'logs', 'engine.log'), 'utf8')).toContain('chatter of the native parts')
})

it('fails the calls that are open when the process is killed, and starts another for the next', async () => {
  const client = await engine.client()
  const events: string[] = []
  const error = await failure(
    (async () => {
      for await (const event of client.train(training({ epochs: 100, learningRate: 9 }))) {
        events.push(event.type)
        if (event.type === 'epoch') process.kill(engine.pid ?? 0, 'SIGKILL')
      }
    })(),
  )
  expect(events).toContain('epoch')
  expect(error.code).toBe('engine')
  expect(error.message).toContain('SIGKILL')
  expect(error.message).toContain(join(folder, 'logs', 'engine.log'))

  const { pid } = await (await engine.client()).info({})
  expect(pid).toBe(engine.pid)
})

it('hands over every event that the process sent before it died', async () => {
  const epochs: number[] = []
  const manifest = training({ epochs: 100, learningRate: 13 })
  await failure(
    (async () => {
      for await (const event of (await engine.client()).train(manifest)) {
        if (event.type === 'epoch') epochs.push(event.epoch.epoch)
      }
    })(),
  )
  expect(epochs).toEqual([1, 2])
})

it('stops a stream that is cancelled and stays usable', async () => {
  const client = await engine.client()
  const abort = new AbortController()
  const error = await failure(
    (async () => {
      for await (const event of client.train(training({ epochs: 1000, learningRate: 9 }), {
        signal: abort.signal,
      })) {
        if (event.type === 'epoch') abort.abort()
      }
    })(),
  )
  expect(error.code).toBe('cancelled')
  expect((await client.info({})).pid).toBe(engine.pid)
})

it('does not start a process for ever that ends before it answers', async () => {
  let forks = 0
  engine = newEngine({
    device: 'gpu',
    fork: (...settings) => {
      forks += 1
      return forkEngine(...settings)
    },
  })
  const messages: string[] = []
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const error = await failure(engine.client().then((client) => client.info({})))
    expect(error.code).toBe('engine')
    messages.push(error.message)
  }
  expect(forks).toBe(3)
  expect(messages[0]).toContain('exit code 7')
  expect(messages[4]).toContain('3 times in a row')
})

it('says so when the process cannot be started at all', async () => {
  engine = newEngine({ entry: join(folder, 'missing.mjs') })
  const error = await failure(engine.client().then((client) => client.info({})))
  expect(error.code).toBe('engine')
  expect(error.message).toContain('exit code 1')
})

it('ends the process when it is closed, and starts none afterwards', async () => {
  const { pid } = await (await engine.client()).info({})
  await Promise.all([engine.close(), engine.close()])
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect((await failure(engine.client())).code).toBe('engine')
})
