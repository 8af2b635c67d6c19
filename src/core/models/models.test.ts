import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WeightsEvent, WeightsResult } from '../../shared/contract/models'
import { numbered, openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let workplace: Workplace
beforeEach(async () => {
  workplace = await openWorkplace()
})
afterEach(() => workplace.leave())

function fileOf(content: string, name = 'weights.h5'): string {
  const path = join(workplace.folder, name)
  writeFileSync(path, content)
  return path
}

async function resultOf(events: AsyncIterable<WeightsEvent>): Promise<WeightsResult> {
  for await (const event of events) if (event.type === 'done') return event.result
  throw new Error('it ended without a result')
}

function importFile(id: string, content: string): Promise<WeightsResult> {
  return resultOf(workplace.client['models.import']({ id, path: fileOf(content) }))
}

async function rowOf(id: string) {
  return (await workplace.client['models.list']({})).find((row) => row.id === id)
}

describe('the table of networks', () => {
  it('says of each whether its weights ship, are installed, or are missing', async () => {
    await importFile('vgg16', 'weights')
    const rows = await workplace.client['models.list']({})
    expect(rows).toHaveLength(19)
    expect(rows[0]).toMatchObject({ id: 'EfficientNet-Lite0', weights: 'bundled', hasTop: true, note: null })
    expect(rows[0]?.bytes).toBeGreaterThan(9e6)
    expect(rows.filter(({ weights }) => weights === 'installed').map(({ id }) => id)).toEqual(['VGG16'])
    const missing = { weights: 'missing', bytes: 0, hasTop: false, source: null, note: null }
    expect(await rowOf('Xception')).toMatchObject({ ...missing, parameters: 22_910_480, top1: 0.79 })
  })

  it('says where what was installed is damaged', async () => {
    await importFile('VGG16', 'weights')
    writeFileSync(join(workplace.host.models.folderOf('VGG16'), 'manifest.json'), '{')
    expect(await rowOf('VGG16')).toMatchObject({
      weights: 'missing',
      note: expect.stringContaining('damaged'),
    })
    expect(await workplace.client['models.remove']({ id: 'VGG16' })).toMatchObject({ bytes: 0, note: null })
  })

  it('shows the layers of one', async () => {
    const shown = await workplace.client['models.show']({ id: 'VGG16', top: false, input: [150, 100] })
    expect(shown).toMatchObject({ name: 'VGG16 without top', inputShape: [null, 150, 100, 3] })
  })
})

describe('imported weights', () => {
  it('are installed, with a note where they are not those that Keras publishes', async () => {
    const sha256 = createHash('sha256').update('weights').digest('hex')
    const result = await importFile('vgg16', 'weights')
    expect(result).toMatchObject({
      id: 'VGG16',
      weights: 'installed',
      sha256,
      hasTop: true,
      published: false,
    })
    expect(result.note).toMatch(/weights\.h5 is not a file that Keras publishes for VGG16/)
    expect((await importFile('MobileNetV2', 'weights')).note).toMatch(
      /publishes no hashes of MobileNetV2's files/,
    )
    expect(await rowOf('VGG16')).toMatchObject({
      source: { name: 'weights.h5', bytes: 7, sha256, published: false },
    })
  })

  it('without the top train and do not classify', async () => {
    const { hasTop, note } = await importFile('VGG16', 'base')
    expect({ hasTop, note }).toEqual({ hasTop: false, note: expect.stringContaining('without the top') })
    const photos = { paths: [workplace.folder], network: { kind: 'pretrained', id: 'VGG16' } as const }
    const classified = workplace.client['photos.classify'](photos)[Symbol.asyncIterator]().next()
    await expect(classified).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('without the top'),
    })
    await workplace.importCatsAndDogs()
    const { job } = await workplace.client['runs.start']({ model: 'VGG16' })
    expect((await workplace.finish(job)).status).toBe('done')
  })

  it('stay as they were when a file does not fit, is no file, or ships', async () => {
    const { sha256 } = await importFile('VGG16', 'weights')
    await expect(importFile('VGG16', 'no weights')).rejects.toMatchObject({ details: { layer: 'first' } })
    const bad = (id: string, path: string) => resultOf(workplace.client['models.import']({ id, path }))
    await expect(bad('VGG16', workplace.folder)).rejects.toMatchObject({ code: 'bad-input' })
    await expect(bad('VGG16', join(workplace.folder, 'nothing'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(bad('Nobody', fileOf('weights'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(bad('EfficientNet-Lite0', fileOf('weights'))).rejects.toMatchObject({ code: 'unsupported' })
    expect((await rowOf('VGG16'))?.source?.sha256).toBe(sha256)
  })

  it('are fetched by one at a time, who may leave', async () => {
    const abort = new AbortController()
    const events = workplace.client['models.import'](
      { id: 'VGG16', path: fileOf('slow') },
      { signal: abort.signal },
    )
    const seen: WeightsEvent[] = []
    const left = (async () => {
      for await (const event of events) {
        seen.push(event)
        if (seen.length > 1) continue
        await expect(importFile('VGG16', 'weights')).rejects.toMatchObject({ code: 'busy' })
        abort.abort()
      }
    })()
    await expect(left).rejects.toMatchObject({ code: 'cancelled' })
    expect(seen[0]).toMatchObject({ type: 'progress', progress: { phase: 'checking', unit: 'bytes' } })
    expect((await importFile('VGG16', 'weights')).weights).toBe('installed')
  })

  it('are removed', async () => {
    await importFile('VGG16', 'weights')
    const removed = await workplace.client['models.remove']({ id: 'vgg16' })
    expect(removed).toMatchObject({ id: 'VGG16', weights: 'missing', bytes: 0, sha256: null })
    expect(existsSync(workplace.host.models.folderOf('VGG16'))).toBe(false)
    const again = workplace.client['models.remove']({ id: 'VGG16' })
    await expect(again).rejects.toMatchObject({ code: 'not-found' })
    await expect(workplace.client['models.remove']({ id: 'EfficientNet-Lite0' })).rejects.toMatchObject({
      code: 'unsupported',
    })
  })
})

describe('missing weights', () => {
  it('are named before anything is begun', async () => {
    const message = expect.stringMatching(
      /^VGG16's weights are not here: `headstart models download VGG16`, `models import VGG16 FILE\.h5`/,
    )
    await workplace.importPhotos({ cat: numbered('cat', 2), dog: numbered('dog', 2) })
    const missing = { code: 'not-found', message, details: { model: 'VGG16', weights: 'missing' } }
    await expect(workplace.client['runs.start']({ model: 'VGG16' })).rejects.toMatchObject(missing)
    expect(await workplace.client['runs.list']({})).toEqual([])
    const source = { kind: 'photos' as const, paths: [join(workplace.folder, 'photos')] }
    const features = { source, out: join(workplace.folder, 'f.npy'), model: 'VGG16' }
    const written = workplace.client['features.write'](features)[Symbol.asyncIterator]().next()
    await expect(written).rejects.toMatchObject(missing)
  })

  it('may be lent by a file, which is not installed', async () => {
    await workplace.importPhotos({ cat: numbered('cat', 1) })
    const network = { kind: 'pretrained', id: 'VGG16', weights: fileOf('weights') } as const
    const events = workplace.client['photos.classify']({ paths: [join(workplace.folder, 'photos')], network })
    const { value } = await events[Symbol.asyncIterator]().next()
    expect(value).toMatchObject({ type: 'started', model: 'VGG16 of a file crop bicubic' })
    expect((await rowOf('VGG16'))?.weights).toBe('missing')
    const headless = workplace.client['photos.classify']({
      paths: [workplace.folder],
      network: { ...network, weights: fileOf('base') },
    })
    await expect(headless[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'not-found' })
    await workplace.host.close()
    expect(readdirSync(join(workplace.folder, 'cache'))).toEqual([])
  })
})

describe('compare', () => {
  it('asks every network that can answer, and says why the others do not', async () => {
    await importFile('VGG16', 'weights')
    await workplace.importPhotos({ cat: numbered('cat', 1) })
    const path = join(workplace.folder, 'photos', 'cat', 'cat-01.png')
    const all = await collect(workplace.client['photos.compare']({ path }))
    expect(all[0]).toMatchObject({ type: 'started', models: { length: 19 } })
    expect(all.flatMap((event) => (event.type === 'compared' ? [event.result.model] : []))).toEqual([
      'EfficientNet-Lite0',
      'VGG16',
    ])
    expect(all.filter(({ type }) => type === 'skipped')).toHaveLength(17)
    const some = await collect(
      workplace.client['photos.compare']({ path, models: ['vgg16', 'VGG16', 'Xception'], top: 2 }),
    )
    expect(some.slice(1)).toMatchObject([
      { type: 'compared', result: { model: 'VGG16', input: [224, 224, 3], predictions: { length: 2 } } },
      { type: 'skipped', skipped: { model: 'Xception', reason: expect.stringContaining('not here') } },
    ])
  })

  it('refuses what is no photo, and unknown networks', async () => {
    const broken = join(workplace.folder, 'broken.png')
    writeFileSync(broken, readFileSync(join(import.meta.dirname, 'models.test.ts')))
    await expect(collect(workplace.client['photos.compare']({ path: broken }))).rejects.toMatchObject({
      code: 'unreadable',
    })
    mkdirSync(join(workplace.folder, 'empty'))
    const empty = workplace.client['photos.compare']({ path: join(workplace.folder, 'empty') })
    await expect(collect(empty)).rejects.toMatchObject({ code: 'unreadable' })
    const unknown = workplace.client['photos.compare']({ path: broken, models: ['Nobody'] })
    await expect(collect(unknown)).rejects.toMatchObject({ code: 'not-found' })
    await expect(collect(workplace.client['photos.compare']({}))).rejects.toMatchObject({ code: 'bad-input' })
  })
})

async function collect<T>(events: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const event of events) all.push(event)
  return all
}
