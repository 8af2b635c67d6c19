import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { frontContract } from '../shared/contract/front'
import { hostContract } from '../shared/contract/host'
import type { ShellContract } from '../shared/contract/shell'
import { connect } from '../shared/rpc/connect'
import type { Handlers } from '../shared/rpc/contract'
import { memoryWirePair } from '../shared/rpc/memory-wire'
import type { Wire } from '../shared/rpc/wire'
import { afterFirstEpoch, numbered, openWorkplace, slow } from './fixtures/workplace'
import type { Workplace } from './fixtures/workplace'
import { writePhoto } from './fixtures/photos'
import { createHost } from './host'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

function secondHost(): ReturnType<typeof createHost> {
  return createHost({
    engineEntry: join(import.meta.dirname, 'engine', 'fixtures', 'engine.mjs'),
    resources: place.host.resources,
    logs: join(place.folder, 'logs'),
  })
}

it('says how to get a project when a call needs one and none is open', async () => {
  const host = secondHost()
  const error = { code: 'bad-input', message: /headstart init/ }
  await expect(host.client()['photos.list']({})).rejects.toMatchObject(error)
  await expect(host.client()['runs.start']({})).rejects.toMatchObject(error)
  await host.close()
})

it('serves every wire from the same project', async () => {
  await place.importPhotos({ cat: numbered('cat', 2) })
  const { near, far, close } = memoryWirePair()
  place.host.attach(far)
  const { total } = await connect(hostContract, near)['photos.list']({})
  expect(total).toBe(2)
  close('the window was closed')
  expect((await place.client['photos.list']({})).total).toBe(2)
})

it('serves what the front around a page can do over the same wire', async () => {
  const { near, far } = memoryWirePair()
  const shell: Handlers<ShellContract> = {
    'shell.describe': () => ({ kind: 'browser', platform: 'linux', version: '1.2.3', assets: '/pictures/' }),
    'shell.chooseFolder': () => ({ folder: '/photos' }),
    'shell.chooseFile': () => ({ path: '/weights.h5' }),
    'shell.chooseTarget': () => ({ path: '/network.svg' }),
    'shell.reveal': () => ({}),
    'shell.commands': async function* () {
      yield await Promise.resolve({ command: 'undo' as const })
    },
  }
  place.host.attach(far, shell)
  const client = connect(frontContract, near)
  expect(await client['shell.describe']({})).toMatchObject({ kind: 'browser', version: '1.2.3' })
  expect(await client['photos.list']({})).toMatchObject({ total: 0 })
  await expect(connect(frontContract, plainWire())['shell.describe']({})).rejects.toMatchObject({
    code: 'not-found',
  })
})

/** A wire to the host without a front around it. */
function plainWire(): Wire {
  const { near, far } = memoryWirePair()
  place.host.attach(far)
  return near
}

it('describes the engine, which it starts for that', async () => {
  expect(await place.client['engine.describe']({})).toMatchObject({ pid: place.host.engine.pid })
})

it('finds everything again when a project is opened anew', async () => {
  await place.importCatsAndDogs()
  const { job, run } = await place.client['runs.start']({ epochs: 2 })
  await place.finish(job)
  const before = await place.client['runs.show']({ run })
  await place.host.close()

  const host = secondHost()
  await host.client()['project.open']({ folder: join(place.folder, 'project') })
  expect(await host.client()['runs.show']({ run })).toEqual(before)
  await host.close()
})

it('keeps the project that is open when another cannot be opened', async () => {
  await place.importPhotos({ cat: numbered('cat', 2) })
  await expect(place.client['project.open']({ folder: join(place.folder, 'nowhere') })).rejects.toMatchObject(
    {
      code: 'not-found',
    },
  )
  expect((await place.client['photos.list']({})).total).toBe(2)
})

it('opens a project for two fronts that ask at once', async () => {
  const host = secondHost()
  await place.host.close()
  const folder = join(place.folder, 'project')
  const opened = await Promise.all([1, 2].map(() => host.client()['project.open']({ folder })))
  expect(opened).toEqual([{ project: folder }, { project: folder }])
  await host.close()
})

it('does not leave a project that is at work', async () => {
  await place.importCatsAndDogs()
  const { job } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
  const other = join(place.folder, 'other')
  await expect(place.client['project.create']({ folder: other })).rejects.toMatchObject({ code: 'busy' })
  await place.client['jobs.stop']({ job, keep: false })
  await place.finish(job)
  expect(await place.client['project.create']({ folder: other })).toEqual({ project: other })
})

it('ends although a training runs and another waits, and both say tomorrow that they were interrupted', async () => {
  await place.importCatsAndDogs()
  const { run } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
  const waiting = await place.client['runs.start']({ epochs: 1 })
  await afterFirstEpoch(place, run)
  const { pid } = place.host.engine
  await place.host.close()
  expect(() => process.kill(pid ?? 0, 0)).toThrow('ESRCH')

  const host = secondHost()
  await host.client()['project.open']({ folder: join(place.folder, 'project') })
  const interrupted = { status: 'interrupted', reason: expect.stringMatching(/^Headstart ended/) as string }
  const client = host.client()
  expect(await client['runs.show']({ run })).toMatchObject(interrupted)
  expect(await client['runs.show']({ run: waiting.run })).toMatchObject(interrupted)
  const jobs = (await client['jobs.list']({})).filter(({ kind }) => kind === 'train')
  expect(jobs).toMatchObject([interrupted, interrupted])
  await client['runs.delete']({ run })
  await host.close()
})

it('keeps what is whole of an import that is stopped, and goes on with it later', async () => {
  const sources = [join(place.folder, 'photos')]
  await place.importPhotos({ cat: ['first.png'] })
  for (const name of numbered('dog', 400)) writePhoto(join(sources[0] ?? '', 'dog', name), colourOf(name))
  const { job } = await place.client['photos.import']({ sources })
  for await (const { progress } of place.client['jobs.watch']({ job })) {
    if (progress?.phase === 'Reading photos') await place.client['jobs.stop']({ job, keep: true })
  }
  const { total } = await place.client['photos.list']({ limit: 0 })
  expect(await place.finish(job)).toMatchObject({ status: 'stopped', result: { added: total - 1 } })
  expect(total).toBeLessThan(401)
  const again = await place.client['photos.import']({ sources })
  expect(await place.finish(again.job)).toMatchObject({ result: { added: 401 - total, unchanged: total } })
})

function colourOf(name: string): [number, number, number] {
  const number = Number(/\d+/.exec(name))
  return [number % 256, number >> 8, 9]
}

it('keeps stacks in its log and off the wire', async () => {
  const error: unknown = await place.client['runs.show']({ run: 1 }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'not-found' })
  const log = readFileSync(join(place.folder, 'logs', 'host.log'), 'utf8')
  expect(log).toContain('rows.ts')
  expect((error as Error).stack).not.toContain('rows.ts')
})
