import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Device } from '../../src/engine/device'
import { temporaryFolder } from '../../src/engine/fixtures/temporary-folder'
import { shuffler } from '../../src/engine/head/random'
import { Networks } from '../../src/engine/networks'
import { train } from '../../src/engine/train'
import { encodePng } from '../../src/pixels/encode'
import { readPixels } from '../../src/pixels/read'
import type { TrainManifest } from '../../src/shared/contract/engine'
import { scratchSchema, trainSettingsSchema } from '../../src/shared/contract/training'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { kerasFromScratch, kerasMissing } from './keras/ask'

const missing = sharedMissing || kerasMissing
const classes = ['cat', 'dog']
const seeds = [1, 2, 3]
const side = 96
const settings = trainSettingsSchema.parse({
  ...{ scratch: scratchSchema.parse({}), input: side, fit: 'squash', interpolation: 'bilinear' },
  ...{ head: 'flatten', units: 128, dropout: 0.5, epochs: 20, batch: 32 },
})

/** Every photo of the two classes as a PNG of the network's size, so that both programs see the same pixels. */
async function preparedPhotos(
  folder: string,
): Promise<(TrainManifest['train'][number] & { pixels: Uint8Array })[]> {
  const photos = []
  for (const [label, name] of classes.entries()) {
    const own = sharedFolder('data', 'cats-dogs', name)
    await mkdir(join(folder, name))
    for (const file of (await readdir(own)).sort()) {
      const options = { ...settings, width: side, height: side }
      const pixels = await readPixels(join(own, file), options)
      const png = await encodePng({ data: pixels, width: side, height: side })
      const path = join(folder, name, `${file}.png`)
      await writeFile(path, png)
      photos.push({ path, hash: createHash('sha256').update(png).digest('hex'), label, pixels })
    }
  }
  return photos
}

async function bestOf(manifest: TrainManifest): Promise<number> {
  const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
  for await (const event of train(parts, manifest, new AbortController().signal)) {
    if (event.type === 'done') return event.result.best.valAccuracy ?? NaN
  }
  throw new Error('ended without a result')
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length
}

describe.skipIf(missing)('a network from scratch', { meta: { skipReason: missing || '' } }, () => {
  it('learns cats and dogs as well as the same one in Keras', { timeout: 5_400_000 }, async () => {
    const folder = temporaryFolder()
    const ordered = await preparedPhotos(folder)
    const photos = shuffler(ordered.length, 1)().flatMap((place) => ordered[place] ?? [])
    const learned = Math.round(photos.length * 0.8)
    await writeFile(join(folder, 'pixels.bin'), Buffer.concat(photos.map(({ pixels }) => pixels)))
    const facts = { side, train: learned, labels: photos.map(({ label }) => label) }
    const { epochs, batch } = settings
    await writeFile(join(folder, 'facts.json'), JSON.stringify({ ...facts, epochs, batch }))

    const listed = photos.map(({ path, hash, label }) => ({ path, hash, label }))
    const parts = { train: listed.slice(0, learned), val: listed.slice(learned), resume: false }
    const [ours, keras]: [number[], number[]] = [[], []]
    // In turns, so that both meet the same load.
    for (const seed of seeds) {
      const places = { folder: join(folder, `run-${seed}`), features: join(folder, 'features') }
      const began = performance.now()
      ours.push(await bestOf({ ...places, ...parts, classes, settings: { ...settings, seed } }))
      const between = performance.now()
      keras.push(Math.max(...((await kerasFromScratch(folder, [seed]))[0] ?? [])))
      const seconds = [between - began, performance.now() - between].map((ms) => Math.round(ms / 1000))
      console.log(JSON.stringify({ seed, ours: ours.at(-1), keras: keras.at(-1), seconds }))
    }

    for (const accuracy of ours) expect(accuracy).toBeGreaterThanOrEqual(0.6)
    expect(Math.abs(mean(ours) - mean(keras))).toBeLessThanOrEqual(0.04)
  })
})
