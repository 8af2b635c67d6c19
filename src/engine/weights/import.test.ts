import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { bundledThread } from '../fixtures/bundle-thread'
import { collect } from '../fixtures/collect'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { buildModel } from '../models/registry'
import { Networks } from '../networks'
import { tf } from '../tensorflow'
import { expectedNetwork } from './expected'
import type { ExpectedNetwork } from './expected'
import { writeKerasFile } from './fixtures/keras-files'
import { importWeights } from './import'

const { entry } = bundledThread(join(import.meta.dirname, 'reader.ts'))
let network: ExpectedNetwork
beforeAll(() => {
  network = expectedNetwork('MobileNetV2')
})

let models: string
let folder: string
let path: string
beforeEach(() => {
  models = temporaryFolder()
  folder = join(models, 'MobileNetV2')
  path = join(models, 'file.h5')
})

const source = { name: 'file.h5', bytes: 1, sha256: 'a'.repeat(64), published: false }

/** Imports a file with so many layers, whose numbers are all the same. */
async function importFilled(value: number, layers = network.layers, signal = new AbortController().signal) {
  const size = layers
    .flatMap(({ weights }) => weights)
    .reduce((sum, { shape }) => sum + tf.util.sizeFromShape([...shape]), 0)
  await writeKerasFile(path, { layers, numbers: new Float32Array(size).fill(value) })
  const events = await collect(importWeights(entry, { id: 'mobilenetv2', path, folder, source }, signal))
  const last = events.at(-1)
  if (last?.type !== 'done') throw new Error('it ended without a manifest')
  return { events, manifest: last.manifest }
}

describe('importWeights', () => {
  it('keeps the weights so that networks find them, with the top and without it', async () => {
    const { events, manifest } = await importFilled(0.5)
    expect(manifest).toMatchObject({ id: 'MobileNetV2', hasTop: true, source, bytes: 4 * 3_538_984 })
    expect(events.slice(0, -1).every(({ type }) => type === 'progress')).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', manifest.file])
    const networks = new Networks('no resources', models)
    expect(await networks.weightsHash('MobileNetV2')).toBe(manifest.sha256)
    for (const includeTop of [true, false]) {
      const model = buildModel('MobileNetV2', { includeTop })
      const weights = await networks.weights({ model: 'MobileNetV2', top: includeTop })
      await weights.load(model)
      const sums = tf.tidy(() =>
        model.getWeights().map((weight) => weight.sub(0.5).abs().max().dataSync()[0]),
      )
      expect(Math.max(...sums.map(Number))).toBe(0)
      model.dispose()
    }
  })

  it('replaces what was there, and the hash tells it', async () => {
    const first = await importFilled(0.5)
    const second = await importFilled(0.25)
    expect(second.manifest.sha256).not.toBe(first.manifest.sha256)
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', second.manifest.file])
    const again = await importFilled(0.25)
    expect(again.manifest).toEqual(second.manifest)
    expect(readdirSync(folder)).toHaveLength(2)
  })

  it('says that weights without the top do not classify', async () => {
    await importFilled(0.5, network.layers.slice(0, network.baseCount))
    const networks = new Networks('no resources', models)
    await expect(networks.weights({ model: 'MobileNetV2', top: false })).resolves.toBeDefined()
    await expect(networks.pretrained('MobileNetV2')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('without the top'),
    })
  })

  it('leaves what was there when a file does not fit or nobody waits any more', async () => {
    const { manifest } = await importFilled(0.5)
    const before = readFileSync(join(folder, 'manifest.json'), 'utf8')
    await expect(importFilled(1, network.layers.slice(1))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(importFilled(NaN)).rejects.toMatchObject({ code: 'bad-input', details: { layer: 'Conv1' } })
    await expect(importFilled(1, network.layers, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    })
    expect(readdirSync(folder).sort()).toEqual(['manifest.json', manifest.file])
    expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(before)
  })

  it('names weights that are missing, and those that were damaged since', async () => {
    const networks = new Networks('no resources', models)
    await expect(networks.base({ model: 'MobileNetV2', input: 96, pooling: 'avg' })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('`headstart models download MobileNetV2`'),
    })
    const { manifest } = await importFilled(0.5)
    const flat = join(folder, manifest.file)
    const bytes = readFileSync(flat)
    bytes[40_000] = (bytes[40_000] ?? 0) ^ 1
    writeFileSync(flat, bytes)
    await expect(networks.base({ model: 'MobileNetV2', input: 96, pooling: 'avg' })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/layer \w+ has other numbers than it had/),
      // So that a comparison goes on without this network.
      details: { model: 'MobileNetV2' },
    })
    writeFileSync(flat, bytes.subarray(0, 500))
    await expect(networks.base({ model: 'MobileNetV2', input: 96, pooling: 'avg' })).rejects.toThrow(
      /layer Conv1 is cut short/,
    )
    writeFileSync(join(folder, 'manifest.json'), '{"formatVersion": 7}')
    await expect(networks.weightsHash('MobileNetV2')).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('keeps no tensors of a network that could not be loaded', async () => {
    const { manifest } = await importFilled(0.5)
    writeFileSync(join(folder, manifest.file), 'no numbers')
    const before = tf.memory().numTensors
    const base = { model: 'MobileNetV2', input: 96, pooling: 'avg' } as const
    await expect(new Networks('no resources', models).base(base)).rejects.toThrow(/cut short/)
    expect(tf.memory().numTensors).toBe(before)
  })
})
