import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { classify } from './classify'
import { Device } from './device'
import { collect } from './fixtures/collect'
import { writePhotos } from './fixtures/photo-files'
import { writeToyRun } from './fixtures/runs'
import { temporaryFolder } from './fixtures/temporary-folder'
import { Networks } from './networks'
import { tf } from './tensorflow'

const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
const network = { kind: 'pretrained', id: 'efficientnet-lite0' } as const

async function classifyAll(
  request: Partial<Parameters<typeof classify>[1]>,
  signal = new AbortController().signal,
) {
  return collect(classify(parts, { network, paths: [], top: 2, ...request }, signal))
}

let folder: string
let paths: string[]

beforeEach(async () => {
  folder = temporaryFolder()
  paths = (await writePhotos(folder, 18)).map(({ path }) => path)
})

describe('classify', () => {
  it('says first what the network takes, then answers in the order of the paths', async () => {
    const [ready, ...answers] = await classifyAll({ paths })
    expect(ready).toEqual({ type: 'ready', model: 'EfficientNet-Lite0', input: [224, 224, 3] })
    expect(answers.map((event) => event.type === 'classified' && event.result.path)).toEqual(paths)
    for (const event of answers) {
      if (event.type !== 'classified') continue
      const [first, second] = event.result.predictions
      expect(first?.score).toBeGreaterThanOrEqual(second?.score ?? 1)
      expect(first?.wnid).toMatch(/^n\d{8}$/)
      expect(event.result.predictions).toHaveLength(2)
      expect(event.result.ms).toBeGreaterThan(0)
    }
  })

  it('skips, at its place, what cannot be read', async () => {
    mkdirSync(join(folder, 'folder.jpg'))
    writeFileSync(join(folder, 'text.jpg'), 'no photo')
    const bad = ['folder.jpg', 'text.jpg', 'gone.jpg'].map((name) => join(folder, name))
    const [first = '', second = ''] = paths
    const events = await classifyAll({ paths: [first, ...bad, second] })
    expect(events.map(({ type }) => type)).toEqual([
      ...['ready', 'classified', 'skipped', 'skipped', 'skipped', 'classified'],
    ])
    for (const event of events) if (event.type === 'skipped') expect(event.skipped.reason).not.toBe('')
    expect(await classifyAll({ paths: bad })).toHaveLength(4)
  })

  it('leaves no tensors behind once the network is there', async () => {
    await classifyAll({ paths: paths.slice(0, 1) })
    const before = tf.memory().numTensors
    await classifyAll({ paths })
    expect(tf.memory().numTensors).toBe(before)
  })

  it.each([[['cat', 'dog']], [['cat', 'dog', 'cow']]])('classifies with a run of %j', async (classes) => {
    const run = join(folder, 'run')
    mkdirSync(run)
    await writeToyRun(run, classes, {})
    const events = await classifyAll({
      network: { kind: 'run', folder: run },
      paths: paths.slice(0, 2),
      top: 9,
    })
    for (const event of events) {
      if (event.type !== 'classified') continue
      expect(event.result.predictions.map(({ label }) => label).sort()).toEqual([...classes].sort())
      expect(event.result.predictions.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 5)
    }
    expect(events).toHaveLength(3)
  })

  it('says which network or run is not there', async () => {
    const nothing = { network: { kind: 'run', folder: join(folder, 'nothing') } as const }
    await expect(classifyAll(nothing)).rejects.toMatchObject({ code: 'not-found' })
    const unknown = { network: { kind: 'pretrained', id: 'Nobody' } as const }
    await expect(classifyAll(unknown)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('stops when it is cancelled', async () => {
    const abort = new AbortController()
    const events = classify(parts, { network, paths, top: 1 }, abort.signal)
    await events.next()
    abort.abort()
    await expect(events.next()).rejects.toMatchObject({ code: 'cancelled' })
  })
})
