import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { numbered } from '../../../src/core/fixtures/workplace'
import { writePhoto } from '../../../src/core/fixtures/photos'
import type { Host } from '../../../src/core/host'
import { pageWire } from '../../../src/server/fixtures/page-socket'
import { frontContract } from '../../../src/shared/contract/front'
import type { FrontContract } from '../../../src/shared/contract/front'
import { hasEnded } from '../../../src/shared/contract/jobs'
import { connect } from '../../../src/shared/rpc/connect'
import type { Client } from '../../../src/shared/rpc/contract'
import type { ReconnectingWire } from '../../../src/shared/rpc/reconnecting-wire'
import { lineTo } from './fixtures/line'
import type { Line } from './fixtures/line'
import { root } from './fixtures/memory'
import { serve } from './fixtures/served'
import type { Served } from './fixtures/served'
import { standInHost } from './fixtures/stand-in-host'

/** Milliseconds for which a page may be away; shorter than people have, longer than any cut below. */
const away = 2000
/** The learning rate at which the stand-in for the engine takes 20 ms an epoch. */
const slow = 9
const epochs = 60

let folder: string
let host: Host
let served: Served
let line: Line
let wire: ReconnectingWire
let client: Client<FrontContract>
let states: boolean[]

beforeEach(async () => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'headstart-resume-'))
  host = standInHost(folder, root)
  served = await serve(host, folder, 0, { away })
  line = await lineTo(served.port)
  states = []
  wire = pageWire(
    () => ({ port: line.port, headers: { ...served.headers, host: `127.0.0.1:${served.port}` } }),
    {
      onState: (connected) => states.push(connected),
    },
  )
  client = connect(frontContract, wire)
  for (const name of numbered('cat', 4))
    writePhoto(join(folder, 'photos', 'cat', name), [Number(/\d+/.exec(name)), 0, 0])
  for (const name of numbered('dog', 4))
    writePhoto(join(folder, 'photos', 'dog', name), [0, Number(/\d+/.exec(name)), 0])
  await client['project.create']({ folder: join(folder, 'project') })
  const { job } = await client['photos.import']({ sources: [join(folder, 'photos')] })
  for await (const state of client['jobs.watch']({ job })) void state
  await client['split.make']({ train: 0.5, val: 0.5 })
})
afterEach(async () => {
  wire.close()
  await line.close()
  await served.server.close()
  await host.close()
  rmSync(folder, { recursive: true })
})

/** Cuts the line again and again until the work has ended. */
async function cutting<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false
  const ended = work.finally(() => (isOver = true))
  for (let number = 0; !isOver; number += 1) {
    await Promise.race([pause(40 + (number % 5) * 25), ended.catch(() => undefined)])
    line.cut()
  }
  return ended
}

async function epochsOf(asked: Pick<Client<FrontContract>, 'runs.watch'>, run: number): Promise<number[]> {
  const seen: number[] = []
  for await (const event of asked['runs.watch']({ run }))
    if (event.type !== 'batch') seen.push(event.type === 'epoch' ? event.epoch.epoch : Infinity)
  return seen
}

describe('a line that is cut again and again', () => {
  it('loses no epoch of a run that is watched, and shows none twice', async () => {
    const { run } = await client['runs.start']({ epochs, learningRate: slow })
    const seen = await cutting(epochsOf(client, run))
    expect(seen).toEqual([...Array.from({ length: epochs }, (_, index) => index + 1), Infinity])
    expect(line.connections).toBeGreaterThan(5)
    expect(states.filter((connected) => !connected).length).toBeGreaterThan(5)
  })

  it('gives a job that is watched as who never lost the line sees it', async () => {
    const { job } = await client['runs.start']({ epochs, learningRate: slow })
    const here = host.client()
    const statesOf = async (asked: Pick<Client<FrontContract>, 'jobs.watch'>): Promise<string[]> => {
      const seen: string[] = []
      for await (const state of asked['jobs.watch']({ job }))
        if (hasEnded(state) || (state.progress?.done ?? 0) > 5) seen.push(JSON.stringify(state))
      return seen
    }
    const [there, beside] = await cutting(Promise.all([statesOf(client), statesOf(here)]))
    expect(there.length).toBeGreaterThan(5)
    expect(there).toEqual(beside)
  })

  it('answers every call, and does what is asked once', async () => {
    const asked = Array.from({ length: 30 }, async (_, number) => {
      await pause(number * 20)
      return client['classes.edit']({ kind: 'create', label: `class ${number}` })
    })
    const answers = await cutting(Promise.all(asked))
    expect(answers).toHaveLength(30)
    // One that was done twice would have failed the second time: the class is there already.
    const { project } = await firstOf(client['project.watch']({}))
    expect(project?.classes).toHaveLength(32)
  })
})

it('goes on with what was asked while the line was down', async () => {
  line.down(true)
  const asked = client['photos.list']({})
  await pause(300)
  line.down(false)
  expect((await asked).total).toBe(8)
  expect(states).toEqual([false, true])
})

it('fails what was open when the page was away for too long, and answers what is asked then', async () => {
  const watching = firstOf(client['shell.commands']({}))
  await client['shell.describe']({})
  line.down(true)
  await pause(away + 300)
  line.down(false)
  await expect(watching).rejects.toMatchObject({ code: 'disconnected' })
  expect((await client['photos.list']({})).total).toBe(8)
})

it('fails what was open when the server was started anew, and answers what is asked then', async () => {
  const watching = firstOf(client['shell.commands']({}))
  await client['shell.describe']({})
  await served.server.close()
  served = await serve(host, folder, served.port)
  await expect(watching).rejects.toMatchObject({ code: 'disconnected' })
  expect((await client['photos.list']({})).total).toBe(8)
})

it('trains on while nobody is connected', async () => {
  const { job, run } = await client['runs.start']({ epochs: 20, learningRate: slow })
  line.down(true)
  for await (const state of host.client()['jobs.watch']({ job })) void state
  line.down(false)
  expect((await client['runs.show']({ run })).epochs).toHaveLength(20)
})

async function firstOf<Event>(events: AsyncIterable<Event>): Promise<Event> {
  for await (const event of events) return event
  throw new Error('The stream ended before anything came.')
}
