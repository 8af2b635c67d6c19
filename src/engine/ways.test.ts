import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rgb } from '../pixels/fixtures/pictures'
import type { TrainManifest } from '../shared/contract/engine'
import {
  augmentationSchema,
  fineTuneSchema,
  scratchSchema,
  trainSettingsSchema,
} from '../shared/contract/training'
import type { TrainSettings } from '../shared/contract/training'
import { classify } from './classify'
import { Device } from './device'
import { exportRun } from './export/export'
import { collect } from './fixtures/collect'
import { temporaryFolder } from './fixtures/temporary-folder'
import { Networks } from './networks'
import { score } from './score'
import { tf } from './tensorflow'
import { train } from './train'

const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
const never = new AbortController().signal
const scratch = scratchSchema.parse({ filters: [4, 8] })
const augment = augmentationSchema.parse({ versions: 1 })
const tuned = (blocks: number) => fineTuneSchema.parse({ blocks, epochs: 3, learningRate: 0.0001 })
const quick = { epochs: 6, batch: 8, learningRate: 0.01, input: 32 }

/** Every way to train, at its smallest. */
const ways: Record<string, Partial<TrainSettings>> = {
  'a pooled head': {},
  'a head with varied photos': { augment },
  'a flattened head': { head: 'flatten', units: 8 },
  'from scratch': { scratch, units: 8 },
  'from scratch, normalised': { scratch: { ...scratch, batchNormalization: true }, dropout: 0.1 },
  'from scratch, varied': {
    scratch,
    augment,
    head: 'flatten',
    initializer: 'glorotNormal',
    activation: 'elu',
  },
  'the last block': { fineTune: tuned(1) },
  'the last two blocks': { fineTune: tuned(2), head: 'flatten', units: 4 },
}

/** Twenty photos of two classes, reddish and bluish with stripes, and four to check. */
async function striped(root: string, settings: Partial<TrainSettings>): Promise<TrainManifest> {
  mkdirSync(root, { recursive: true })
  const photos = await Promise.all(
    Array.from({ length: 24 }, async (_, index) => {
      const [label, path] = [index % 2, join(root, `${index}.png`)]
      const pixels = Uint8Array.from({ length: 40 * 40 * 3 }, (_value, place) => {
        const isOwn = place % 3 === 2 * label
        return isOwn ? 200 + (index % 5) * 10 : ((place * (index + 3)) % 60) + 20
      })
      await rgb(pixels, 40, 40).toFile(path)
      return { path, hash: `${String(index).padStart(2, '0')}`.repeat(32), label }
    }),
  )
  return {
    ...{ folder: join(root, 'run'), features: join(root, 'features'), classes: ['red', 'blue'] },
    settings: trainSettingsSchema.parse({ ...quick, ...settings }),
    ...{ train: photos.slice(0, 20), val: photos.slice(20), resume: false },
  }
}

async function trained(manifest: TrainManifest) {
  const events = await collect(train(parts, manifest, never))
  const last = events.at(-1)
  if (last?.type !== 'done') throw new Error('ended without a result')
  return last.result
}

describe.each(Object.entries(ways))('%s', (_way, settings) => {
  it('learns: its loss falls on twenty photos', async () => {
    const { epochs, best } = await trained(await striped(temporaryFolder(), settings))
    expect(epochs).toHaveLength(quick.epochs + (settings.fineTune?.epochs ?? 0))
    expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, index) => index + 1))
    expect(epochs.at(-1)?.loss).toBeLessThan(0.8 * (epochs[0]?.loss ?? 0))
    expect(best.valAccuracy).toBeGreaterThanOrEqual(0.75)
    const phases = epochs.map(({ phase }) => phase)
    expect(phases.filter((phase) => phase === 'fine-tune')).toHaveLength(settings.fineTune?.epochs ?? 0)
  })

  it('gives the same loss from the same seed', async () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()]
    const [first, again] = [
      await trained(await striped(root, settings)),
      await trained(await striped(other, settings)),
    ]
    for (const [index, epoch] of first.epochs.entries())
      expect(again.epochs[index]?.loss).toBeCloseTo(epoch.loss, 4)
  })

  it('answers alike when it classifies, is scored and is exported, and keeps no tensors', async () => {
    const manifest = await striped(temporaryFolder(), settings)
    await trained(manifest)
    await trained({ ...manifest, folder: `${manifest.folder} once more` })
    const { folder, features, val } = manifest
    const network = { kind: 'run', folder } as const
    const ask = async () => {
      const scored = await collect(score(parts, { folder, features, photos: val }, never))
      const paths = val.map(({ path }) => path)
      const answers = await collect(classify(parts, { network, paths, top: 2 }, never))
      return {
        scores: scored.flatMap((event) => (event.type === 'scored' ? [event.scores] : [])),
        answers: answers.flatMap((event) => (event.type === 'classified' ? [event.result.predictions] : [])),
      }
    }
    const { scores, answers } = await ask()
    const before = tf.memory().numTensors
    await ask()
    expect(tf.memory().numTensors).toBe(before)
    expect(answers).toHaveLength(4)
    for (const [photo, predictions] of answers.entries())
      for (const { index, score: given } of predictions)
        expect(given).toBeCloseTo(scores[photo]?.[index] ?? NaN, 4)
    const out = `${folder} exported`
    const samples = val.map((photo) => ({ ...photo, label: 'red' }))
    const told = await collect(exportRun(parts, { folder, out, formats: ['tfjs'], samples }, never))
    const exported = told.at(-1)
    expect(exported).toMatchObject({ type: 'done' })
    if (exported?.type === 'done') expect(exported.result.checked['tfjs']).toBeLessThan(1e-4)
    expect(tf.memory().numTensors).toBe(before)
  })
})
