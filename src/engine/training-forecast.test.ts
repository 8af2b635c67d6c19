import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { scratchSchema, fineTuneSchema, trainSettingsSchema } from '../shared/contract/training'
import type { TrainSettings } from '../shared/contract/training'
import { Device } from './device'
import { writePhotos } from './fixtures/photo-files'
import { temporaryFolder } from './fixtures/temporary-folder'
import { Networks } from './networks'
import { tf } from './tensorflow'
import { forecast } from './training-forecast'

const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
const never = new AbortController().signal

async function manifestOf(wished: Partial<TrainSettings>) {
  const sample = await writePhotos(temporaryFolder(), 3)
  return { settings: trainSettingsSchema.parse({ input: 32, batch: 4, ...wished }), classes: 3, sample }
}

it.each([
  // Two dense layers, and 1280 averages.
  { what: 'head', wished: { units: 5 }, bytes: 4 * (1280 * 5 + 5 + 5 * 3 + 3), features: 1280 * 4 },
  {
    what: 'network from scratch',
    wished: { scratch: scratchSchema.parse({ filters: [2, 2] }), units: 0, head: 'flatten' },
    // 3 × 3 filters on 3 and on 2 channels, then 8 × 8 × 2 values.
    bytes: 4 * (27 * 2 + 2 + 18 * 2 + 2 + 128 * 3 + 3),
    features: 32 * 32 * 3,
  },
] as const)('measures a $what, and keeps nothing', async ({ wished, bytes, features }) => {
  const manifest = await manifestOf(wished)
  await forecast(parts, manifest, never)
  const before = tf.memory().numTensors
  const told = await forecast(parts, manifest, never)
  expect(tf.memory().numTensors).toBe(before)
  expect(told).toMatchObject({ trainableBytes: bytes, featureBytes: features, tuning: null })
  expect(told.secondsPerBatch).toBeGreaterThan(0)
  expect(told.secondsPerMeasured).toBeGreaterThan(0)
  expect(told.memory).toBeGreaterThan(1e7)
  expect(told.secondsPerFeature).toBeGreaterThan(0)
})

it('measures what fine-tuning adds', async () => {
  const manifest = await manifestOf({ fineTune: fineTuneSchema.parse({}) })
  await forecast(parts, manifest, never)
  const before = tf.memory().numTensors
  const told = await forecast(parts, manifest, never)
  expect(tf.memory().numTensors).toBe(before)
  expect(told.tuning?.secondsPerBatch).toBeGreaterThan(0)
  expect(told.tuning?.secondsPerFeature).toBeGreaterThan(0)
  expect(told.featureBytes).toBeGreaterThan(1280 * 4)
  expect(told.trainableBytes).toBeGreaterThan(4 * (1280 * 3 + 3))
})

it('says what to do where no photo can be read, and ends when it is cancelled', async () => {
  const manifest = await manifestOf({})
  await expect(forecast(parts, manifest, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
  for (const { path } of manifest.sample) writeFileSync(path, 'no photo')
  await expect(forecast(parts, manifest, never)).rejects.toThrow(/None of the 3 photos/)
  const scratch = {
    ...manifest,
    settings: { ...manifest.settings, scratch: scratchSchema.parse({ filters: [2] }) },
  }
  await expect(forecast(parts, scratch, never)).rejects.toThrow(/None of the 3 photos/)
})
