import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tf } from '../tensorflow'
import { bundledModelFolder, loadBundledWeights } from './bundled'
import { buildModel } from './registry'

const original = bundledModelFolder(join(import.meta.dirname, '../../../resources'), 'EfficientNet-Lite0')

let folder: string
let model: tf.LayersModel

beforeAll(() => {
  model = buildModel('EfficientNet-Lite0')
})

afterAll(() => model.dispose())

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headstart-bundled-'))
  await cp(original, folder, { recursive: true })
})

afterEach(() => rm(folder, { recursive: true }))

async function rewriteManifest(change: (text: string) => string): Promise<void> {
  const path = join(folder, 'model.json')
  const text = await readFile(path, 'utf8')
  const changed = change(text)
  expect(changed).not.toBe(text)
  await writeFile(path, changed)
}

describe('loadBundledWeights', () => {
  it('sets every weight, and keeps no tensor of its own', async () => {
    for (const layer of model.layers) {
      tf.tidy(() => layer.setWeights(layer.getWeights().map((weight) => tf.zerosLike(weight))))
    }
    const before = tf.memory().numTensors
    await loadBundledWeights(model, folder)
    expect(tf.memory().numTensors).toBe(before)
    const highest = tf.tidy(() =>
      model.layers
        .flatMap((layer) => layer.getWeights())
        .map((weight) => weight.abs().max().arraySync() as number),
    )
    expect(Math.min(...highest)).toBeGreaterThan(0)
  })

  it('takes a model without its top', async () => {
    const base = buildModel('EfficientNet-Lite0', { includeTop: false })
    await expect(loadBundledWeights(base, folder)).resolves.toBeUndefined()
    base.dispose()
  })

  it('refuses weights with one bit turned', async () => {
    const path = join(folder, 'weights.bin')
    const bytes = await readFile(path)
    bytes.writeUInt8(bytes.readUInt8(1000) ^ 1, 1000)
    await writeFile(path, bytes)
    await expect(loadBundledWeights(model, folder)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('weights.bin'),
    })
  })

  it('refuses a manifest of another kind, naming what is wrong with it', async () => {
    await rewriteManifest((text) => text.replace('"formatVersion": 1', '"formatVersion": 2'))
    await expect(loadBundledWeights(model, folder)).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('formatVersion'),
    })
  })

  it('refuses a manifest that is cut off', async () => {
    await rewriteManifest((text) => text.slice(0, 1000))
    await expect(loadBundledWeights(model, folder)).rejects.toMatchObject({ code: 'unreadable' })
  })

  it('says that a file is missing', async () => {
    await rm(join(folder, 'weights.bin'))
    await expect(loadBundledWeights(model, folder)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('weights.bin'),
    })
  })

  it('names the first layer whose shape does not fit, and changes no weight', async () => {
    const other = buildModel('EfficientNet-Lite0', { classes: 10 })
    const before = other.getLayer('stem_conv').getWeights()[0]?.clone()
    await expect(loadBundledWeights(other, folder)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('predictions expects predictions/kernel of shape [1280, 10]'),
    })
    const after = other.getLayer('stem_conv').getWeights()[0]
    expect(after?.dataSync()).toEqual(before?.dataSync())
    before?.dispose()
    other.dispose()
  })

  it('names the layer for which there are no weights', async () => {
    await rewriteManifest((text) => text.replace('"block3b_bn/beta"', '"block3z_bn/beta"'))
    await expect(loadBundledWeights(model, folder)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('Layer block3b_bn expects block3b_bn/beta'),
    })
  })
})
