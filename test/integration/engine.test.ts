import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Engine } from '../../src/core/engine/engine'
import { trainSettingsSchema } from '../../src/shared/contract/training'
import { sharedFolder, sharedMissing } from '../shared-folder'

const root = join(import.meta.dirname, '../..')
const entry = join(root, 'out/main/engine.js')
const samples = sharedFolder('data', 'imagenet-samples')
const catsAndDogs = sharedFolder('data', 'cats-dogs')
const pretrained = { kind: 'pretrained', id: 'EfficientNet-Lite0' } as const
const why = sharedMissing || (existsSync(entry) ? false : `${entry} is missing: run npm run build`)

/** What the engine may take in memory while it trains on 1,000 photos. */
const memoryLimit = 1.5e9

describe.skipIf(why)('the engine process', () => {
  let engine: Engine
  let folder: string
  let paths: string[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'headstart-engine-'))
    engine = new Engine({
      entry,
      resources: join(root, 'resources'),
      log: join(folder, 'log'),
      device: 'cpu',
    })
    paths = readdirSync(samples).map((name) => join(samples, name))
  })

  afterAll(async () => {
    await engine.close()
    rmSync(folder, { recursive: true })
  })

  it('names at least 85 of 100 photos', async () => {
    const client = await engine.client()
    let right = 0
    for await (const event of client.classify({ network: pretrained, paths, top: 1 })) {
      if (event.type !== 'classified') continue
      if (event.result.path.includes(event.result.predictions[0]?.wnid ?? 'none')) right += 1
    }
    expect(right).toBeGreaterThanOrEqual(85)
  })

  it('answers photos while it trains on 1,000, in little memory, and keeps their features', async () => {
    const client = await engine.client()
    const photos = ['cat', 'dog'].flatMap((name, label) => photosOf(join(catsAndDogs, name), label))
    const manifest = {
      folder: join(folder, 'run'),
      features: join(folder, 'features'),
      classes: ['cat', 'dog'],
      settings: trainSettingsSchema.parse({ epochs: 2 }),
      train: photos.filter((_, index) => index % 5 > 0),
      val: photos.filter((_, index) => index % 5 === 0),
      resume: false,
    }
    let [answered, peak] = [0, 0]
    for await (const event of client.train(manifest)) {
      if (event.type === 'progress' && event.phase === 'features' && event.done < event.total) {
        for await (const { type } of client.classify({
          network: pretrained,
          paths: paths.slice(0, 1),
          top: 1,
        })) {
          if (type === 'classified') answered += 1
        }
        peak = Math.max(peak, (await client.info({})).memory)
      }
      if (event.type === 'done') expect(event.result.epochs.at(-1)?.valAccuracy).toBeGreaterThan(0.95)
    }
    expect(photos).toHaveLength(1000)
    expect(answered).toBeGreaterThan(10)
    expect(peak).toBeLessThan(memoryLimit)

    const again: number[] = []
    for await (const event of client.train({ ...manifest, folder: join(folder, 'again') })) {
      if (event.type === 'progress' && event.phase === 'features') again.push(event.done)
    }
    // What is in the cache is there at once; the training and validation photos may come one after the other.
    expect(again.length).toBeLessThan(5)
  })
})

function photosOf(folder: string, label: number) {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name)
    return { path, label, hash: createHash('sha256').update(readFileSync(path)).digest('hex') }
  })
}
