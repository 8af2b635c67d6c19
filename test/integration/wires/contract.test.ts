import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePhoto } from '../../../src/core/fixtures/photos'
import { frontContract } from '../../../src/shared/contract/front'
import type { FrontContract } from '../../../src/shared/contract/front'
import { hasEnded } from '../../../src/shared/contract/jobs'
import type { Job } from '../../../src/shared/contract/jobs'
import { connect } from '../../../src/shared/rpc/connect'
import type { Client } from '../../../src/shared/rpc/contract'
import { frameSchema } from '../../../src/shared/rpc/wire'
import type { Frame } from '../../../src/shared/rpc/wire'
import type { OpenWire } from './fixtures/wire-kind'
import { wireKinds } from './fixtures/wire-kinds'

// The client checks every answer and event with the contract's schema, so what arrives below has the right shape.
describe.each(wireKinds)('over the wire of $name', ({ missing, open }) => {
  if (missing !== false) return it.skip(missing)

  let folder: string
  let opened: OpenWire | undefined
  let client: Client<FrontContract>
  const asked = new Set<string>()
  const frames: Frame[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(realpathSync(tmpdir()), 'headstart-wires-'))
    for (const [index, label] of ['cat', 'dog'].entries())
      for (let number = 1; number <= 10; number += 1)
        writePhoto(join(folder, 'photos', label, `${label}-${number}.png`), [index * 100, number * 20, 50])
    opened = await open(folder)
    opened.wire.onFrame((raw) => frames.push(frameSchema.parse(raw)))
    client = notingNames(connect(frontContract, opened.wire), asked)
  })
  afterAll(async () => {
    await opened?.close()
    rmSync(folder, { recursive: true })
  })

  async function finish(job: number): Promise<Job> {
    for await (const state of client['jobs.watch']({ job })) if (hasEnded(state)) return state
    throw new Error(`Job ${job} was not watched to its end.`)
  }

  /** Resolves once the other side has said that a call which was cancelled has come to its end there. */
  async function stopped(name: string): Promise<void> {
    const cancelledEnds = (): Frame[] =>
      frames.filter((frame) => frame.type === 'error' && frame.error.code === 'cancelled')
    await expect.poll(() => cancelledEnds().length, { message: name, timeout: 5000 }).toBeGreaterThan(0)
    frames.length = 0
  }

  it('the shell says what it is and what it cannot do', async () => {
    const { kind, assets } = await client['shell.describe']({})
    expect(assets).toMatch(/\/$/)
    if (kind === 'window') return
    const choosing = client['shell.chooseFolder']({ title: 'Folder', button: 'Choose' })
    await expect(choosing).rejects.toMatchObject({ code: 'unsupported', message: /browser/ })
    const question = { title: 'File', button: 'Choose' }
    for (const refused of [
      client['shell.chooseFile']({ ...question, extensions: ['h5'] }),
      client['shell.chooseTarget']({ ...question, name: 'network.svg' }),
      client['shell.reveal']({ folder }),
    ])
      await expect(refused).rejects.toMatchObject({ code: 'unsupported' })
  })

  it('projects are made, closed, opened, remembered and forgotten', async () => {
    const project = join(folder, 'project')
    expect(await client['project.create']({ folder: project })).toEqual({ project })
    expect(await first(client['project.watch']({}))).toMatchObject({
      project: { folder: project, photos: 0 },
    })
    expect(await client['project.close']({})).toEqual({})
    expect(await first(client['project.watch']({}))).toEqual({ project: null })
    expect(await client['project.open']({ folder: project })).toEqual({ project })
    expect(await first(client['project.watch']({}))).toMatchObject({ project: { name: 'project' } })
    await expect.poll(() => client['projects.recent']({})).toMatchObject([{ folder: project, present: true }])
    expect(await client['projects.forget']({ folder: project })).toEqual([])
    const { folders } = await client['folders.list']({ folder })
    expect(folders).toContainEqual({ name: 'project', path: project, isProject: true })
  })

  it('photos are imported, listed, labelled and split, and edits taken back', async () => {
    const { job } = await client['photos.import']({ sources: [join(folder, 'photos')] })
    expect(await finish(job)).toMatchObject({ kind: 'import', status: 'done', result: { added: 20 } })
    expect(await client['jobs.list']({})).toMatchObject([{ job, status: 'done' }])
    expect(await first(client['jobs.follow']({}))).toMatchObject({ type: 'jobs' })
    const { images } = await client['photos.list']({ label: 'cat' })
    expect(images).toHaveLength(10)
    const photos = images.slice(0, 3).map(({ id }) => id)
    expect(await client['photos.label']({ photos, label: 'lion' })).toMatchObject({ changed: 3 })
    expect(await client['history.undo']({})).toMatchObject({ changed: 3 })
    expect(await client['history.redo']({})).toMatchObject({ changed: 3 })
    await client['classes.edit']({ kind: 'merge', label: 'lion', into: 'cat' })
    expect((await client['photos.list']({ label: 'cat' })).total).toBe(10)
    expect(await client['split.make']({})).toEqual({ train: 16, val: 4, test: 0, seed: 1 })
  })

  it('runs are trained, watched, evaluated, exported and deleted', async () => {
    const { job, run } = await client['runs.start']({ epochs: 3 })
    const types: string[] = []
    for await (const { type } of client['runs.watch']({ run })) types.push(type)
    // Batches are told of while it trains: who comes late hears of none.
    expect(types.filter((type) => type !== 'batch')).toEqual(['epoch', 'epoch', 'epoch', 'ended'])
    expect(await finish(job)).toMatchObject({ kind: 'train', status: 'done', run })
    expect(await client['runs.list']({})).toMatchObject([{ run, status: 'done' }])
    expect((await client['runs.show']({ run })).epochs).toHaveLength(3)
    const evaluated = await finish((await client['runs.evaluate']({ run })).job)
    expect(evaluated).toMatchObject({ kind: 'evaluate', status: 'done', result: { photos: 4 } })
    expect(await client['runs.evaluations']({ run })).toMatchObject([{ run, split: 'val' }])
    const out = join(folder, 'model')
    const exported = await finish((await client['runs.export']({ run, out })).job)
    expect(exported).toMatchObject({ kind: 'export', status: 'done', result: { out } })
    expect(await client['runs.delete']({ run })).toEqual({ run })
  })

  it('trainings are forecast, marked, compared and written down; what cannot go on says so', async () => {
    expect(await client['runs.forecast']({})).toMatchObject({ problem: null })
    const runs: number[] = []
    for (const seed of [1, 2]) {
      const { job, run } = await client['runs.start']({ epochs: 1, seed })
      await finish(job)
      await finish((await client['runs.evaluate']({ run })).job)
      runs.push(run)
    }
    const [run = 0] = runs
    expect(await client['runs.mark']({ run, note: 'first', starred: true })).toMatchObject({ note: 'first' })
    expect(await client['runs.evaluation']({ run })).toMatchObject({ unscored: 0, relabelled: 0 })
    expect(await client['runs.photos']({ run })).toMatchObject({ total: 4 })
    expect(await client['runs.compare']({ runs })).toMatchObject({ photos: 4 })
    const [report, history] = [join(folder, 'run.html'), join(folder, 'run.csv')]
    expect(await client['runs.report']({ run, out: report })).toMatchObject({ out: report })
    expect(await client['runs.history']({ run, out: history })).toMatchObject({ out: history })
    await expect(client['runs.resume']({ run })).rejects.toMatchObject({ code: 'bad-input' })
    const [{ job } = { job: 0 }] = await client['jobs.list']({})
    // One that has ended stays as it is.
    expect(await client['jobs.pause']({ job, paused: true })).toMatchObject({ job, status: 'done' })
    const suggested = await finish((await client['suggestions.make']({ run, scope: 'all' })).job)
    expect(suggested).toMatchObject({ kind: 'suggest', status: 'done', result: { run } })
    expect(await client['suggestions.accept']({ run, photos: [1] })).toHaveProperty('changed')
  })

  it('labels are checked and confirmed, photos left out, alike ones found', async () => {
    const checked = await finish((await client['labels.check']({ folds: 2 })).job)
    expect(checked).toMatchObject({ kind: 'check-labels', status: 'done', result: { photos: 20 } })
    expect((await client['labels.suspects']({})).checked).not.toBeNull()
    expect(await client['labels.confirm']({ photos: [1] })).toMatchObject({ changed: 1 })
    expect(await client['photos.exclude']({ photos: [1], excluded: true })).toMatchObject({ changed: 1 })
    expect(await client['photos.exclude']({ photos: [1], excluded: false })).toMatchObject({ changed: 1 })
    const similar = await all(client['photos.similar']({ photo: 2, limit: 3 }))
    expect(similar.at(-1)).toMatchObject({ type: 'done' })
    const found = await finish((await client['duplicates.find']({})).job)
    expect(found).toMatchObject({ kind: 'find-duplicates', status: 'done' })
    expect((await client['duplicates.list']({})).searched).not.toBeNull()
  })

  it('photos are offered and classified, features written', async () => {
    const path = join(folder, 'photos', 'dog', 'dog-1.png')
    const { asset, name } = await client['assets.offer']({ path })
    expect(name).toBe('dog-1.png')
    const events = await all(
      client['photos.classify']({ paths: [join(folder, 'photos', 'cat')], assets: [asset] }),
    )
    expect(events[0]).toMatchObject({ type: 'started', total: 11 })
    expect(events.slice(1).map(({ type }) => type)).toEqual(Array.from({ length: 11 }, () => 'classified'))
    const source = { kind: 'photos' as const, paths: [join(folder, 'photos', 'cat')] }
    const written = await all(client['features.write']({ source, out: join(folder, 'cats.npy') }))
    expect(written.at(-1)).toMatchObject({ type: 'done' })
  })

  it('networks are listed, described and compared, and what cannot be done with their weights is told', async () => {
    const id = 'EfficientNet-Lite0'
    const rows = await client['models.list']({})
    expect(rows).toHaveLength(19)
    expect(rows).toContainEqual(expect.objectContaining({ id, weights: 'bundled' }))
    const { layers } = await client['models.show']({ id })
    expect(layers.length).toBeGreaterThan(0)
    const { nodes } = await client['models.graph']({ id, open: 'all' })
    expect(nodes.filter(({ open }) => !open)).toHaveLength(layers.length)
    const out = join(folder, 'network.svg')
    expect(await client['models.draw']({ id, out })).toMatchObject({ out, nodes: layers.length })
    const path = join(folder, 'photos', 'dog', 'dog-1.png')
    const compared = await all(client['photos.compare']({ path, models: [id] }))
    expect(compared).toContainEqual(expect.objectContaining({ type: 'compared' }))
    const nowhere = join(folder, 'nowhere.h5')
    const importing = all(client['models.import']({ id: 'MobileNet', path: nowhere }))
    await expect(importing).rejects.toMatchObject({ code: 'not-found', message: /nowhere\.h5/ })
    for (const refused of [all(client['models.download']({ id })), client['models.remove']({ id })])
      await expect(refused).rejects.toMatchObject({ message: new RegExp(id) })
  })

  it('the computer is described and examined', async () => {
    expect(await client['engine.describe']({})).toMatchObject({ device: 'cpu' })
    expect((await client['doctor.check']({})).checks.length).toBeGreaterThan(0)
  })

  it('jobs are stopped, and go on while nobody watches them', async () => {
    const { job } = await client['runs.start']({ epochs: 10_000, learningRate: 9 })
    await first(client['jobs.watch']({ job }))
    expect((await client['jobs.list']({})).at(-1)).toMatchObject({ job, kind: 'train' })
    await client['jobs.stop']({ job, keep: false })
    expect(await finish(job)).toMatchObject({ status: 'cancelled' })
  })

  it('errors arrive with their code and words', async () => {
    const nowhere = join(folder, 'nowhere')
    await expect(client['project.open']({ folder: nowhere })).rejects.toMatchObject({
      name: 'AppError',
      code: 'not-found',
      message: expect.stringContaining(nowhere) as string,
    })
    await expect(all(client['jobs.watch']({ job: 999 }))).rejects.toMatchObject({ code: 'not-found' })
    await expect(client['photos.list']({ limit: -1 })).rejects.toMatchObject({
      code: 'bad-input',
      message: /photos\.list: limit/,
    })
  })

  it.each(['project.watch', 'jobs.follow', 'shell.commands'] as const)(
    '%s stops on the other side when it is cancelled, and when its reader leaves',
    async (name) => {
      frames.length = 0
      const abort = new AbortController()
      const reading = all<unknown>(client[name]({}, { signal: abort.signal }))
      // Answered in order: the stream is open by then.
      await client['shell.describe']({})
      abort.abort()
      await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
      await stopped(name)
      if (name === 'shell.commands') return
      await first<unknown>(client[name]({}))
      await stopped(name)
    },
  )

  it('work for a call stops on the other side as well', async () => {
    frames.length = 0
    const many = Array.from({ length: 3000 }, (_, number) =>
      join(folder, 'photos', `${number}`, '..', 'cat', 'cat-1.png'),
    )
    const abort = new AbortController()
    const reading = all(client['photos.classify']({ paths: many }, { signal: abort.signal }))
    abort.abort()
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
    await stopped('photos.classify')
  })

  it('a sample is made', async () => {
    const sample = join(folder, 'sample')
    expect(await client['project.sample']({ folder: sample })).toEqual({ project: sample })
  })

  it('and with that everything in the contract was asked', async () => {
    const { kind } = await client['shell.describe']({})
    const dialogs =
      kind === 'window'
        ? ['shell.chooseFolder', 'shell.chooseFile', 'shell.chooseTarget', 'shell.reveal']
        : []
    expect([...asked, ...dialogs].sort()).toEqual(Object.keys(frontContract).sort())
  })
})

/** The same client, which notes what it was asked. */
function notingNames(client: Client<FrontContract>, asked: Set<string>): Client<FrontContract> {
  return new Proxy(client, {
    get(target, name, receiver) {
      if (typeof name === 'string') asked.add(name)
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}

async function first<Event>(events: AsyncIterable<Event>): Promise<Event> {
  for await (const event of events) return event
  throw new Error('The stream ended before anything came.')
}

async function all<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const seen: Event[] = []
  for await (const event of events) seen.push(event)
  return seen
}
