import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { trainSettingsSchema } from '../../shared/contract/training'
import { openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'
import { leastNeeds } from './needs'
import { problemOf, requireRoom } from './room'

let place: Workplace
beforeEach(async () => {
  place = await openWorkplace()
  await place.importCatsAndDogs()
})
afterEach(() => place.leave())

it('adds up what was measured: features, batches of every epoch, and what is only measured', async () => {
  const forecast = await place.client['runs.forecast']({ epochs: 3, batch: 5 })
  // 16 photos to learn from, 4 to check with: 20 features; 4 batches and 4 measured an epoch.
  expect(forecast.seconds).toEqual({ features: 10, training: 3 * (4 * 0.25 + 4 * 0.125), total: 14.5 })
  expect(forecast).toMatchObject({ memory: 5020, disk: 20 * 1000 + 90, problem: null })
  expect(forecast.available.memory).toBeGreaterThan(1e6)
  expect(forecast.available.disk).toBeGreaterThan(1e6)
})

it('counts versions of photos and fine-tuning', async () => {
  const settings = { epochs: 1, batch: 16, augment: { versions: 2 }, fineTune: { epochs: 2 } }
  const { seconds } = await place.client['runs.forecast'](settings)
  // 48 rows to learn from and 4 to check with, in 3 batches.
  expect(seconds.features).toBe(52 * 0.5 + 52 * 2)
  expect(seconds.training).toBe(3 * 0.25 + 0.5 + 2 * (3 * 4 + 0.5))
})

it('knows of the features that an earlier run computed, and of the photos that one from scratch read', async () => {
  const { job } = await place.client['runs.start']({ epochs: 1 })
  await place.finish(job)
  mkdirSync(join(place.folder, 'project', 'features', 'some'), { recursive: true })
  expect(await place.client['runs.forecast']({})).toMatchObject({ seconds: { features: 0 }, disk: 90 })
  expect((await place.client['runs.forecast']({ head: 'flatten' })).seconds.features).toBe(10)
  const [scratch, other] = [
    { scratch: {}, epochs: 1 },
    { scratch: { filters: [4] }, augment: {} },
  ]
  expect(await place.client['runs.forecast'](scratch)).toMatchObject({
    seconds: { features: 5 },
    disk: 20_090,
  })
  const { job: own } = await place.client['runs.start'](scratch)
  await place.finish(own)
  expect(await place.client['runs.forecast'](other)).toMatchObject({ seconds: { features: 0 }, disk: 90 })
  expect((await place.client['runs.forecast']({ ...other, input: 48 })).seconds.features).toBe(5)
})

it('says what does not fit and what would', async () => {
  const { problem } = await place.client['runs.forecast']({ batch: 4096 })
  expect(problem).toMatch(/^This training needs about 1000000\.0 GB of memory, and .* are free: /)
})

const settings = {
  ...trainSettingsSchema.parse({ model: 'VGG16', head: 'flatten', units: 4096 }),
  input: 224,
}
const counts = { classes: 2, train: 8000, val: 2000, missing: { train: 8000, val: 2000 } }

it('needs a row of features a photo, and every weight several times over', () => {
  const weights = (7 * 7 * 512 + 1) * 4096 + 4097
  const needs = leastNeeds(settings, counts)
  expect(needs.disk).toBe(10_000 * 7 * 7 * 512 * 4 + weights * 4 * 9)
  expect(needs.memory).toBe(weights * 4 * 5 + 32 * 7 * 7 * 512 * 4 * 3)
  const scratch = {
    ...settings,
    scratch: { filters: [32, 64], batchNormalization: false },
    units: 0,
    input: 96,
  }
  const small = leastNeeds(scratch, { ...counts, classes: 3 })
  const own = 28 * 32 + (9 * 32 + 1) * 64 + (24 * 24 * 64 + 1) * 3
  expect(small.disk).toBe(10_000 * 96 ** 2 * 3 + own * 4 * 9)
  expect(small.memory).toBe(own * 4 * 5 + 32 * (96 ** 2 * 32 + 48 ** 2 * 64) * 4 * 3)
})

it('refuses by arithmetic alone what cannot fit, with figures and with what would', () => {
  const large = { ...settings, augment: trainSettingsSchema.shape.augment.parse({ versions: 10 }) }
  const room = { memory: 64e9, disk: 8e9 }
  expect(() => requireRoom(large, counts, room)).toThrow(
    /about \d+\.\d GB of disk, and 8\.0 GB are free: it would fit with .*the pooled head/,
  )
  expect(problemOf(large, counts, leastNeeds(large, counts), { memory: 1e6, disk: 1e6 })).toMatch(
    /: free some\.$/,
  )
  expect(() => requireRoom(settings, counts, { memory: 64e9, disk: 64e9 })).not.toThrow()
})
