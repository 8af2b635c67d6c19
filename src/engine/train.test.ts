import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rgb } from '../pixels/fixtures/pictures'
import type { TrainEvent, TrainManifest } from '../shared/contract/engine'
import { trainSettingsSchema } from '../shared/contract/training'
import { Device } from './device'
import { temporaryFolder } from './fixtures/temporary-folder'
import { loadHead } from './head/load'
import { Networks } from './networks'
import { score } from './score'
import { tf } from './tensorflow'
import { pauseTraining, stopTraining, train } from './train'

const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
const never = new AbortController().signal

/** A run's manifest with photos of one colour each: reddish ones are of class 0, bluish ones of class 1. */
async function coloured(root: string, count = 12): Promise<TrainManifest> {
  const photos = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const label = index % 2
      const path = join(root, `${index}.png`)
      const pixel = label === 0 ? [255 - index, index, 0] : [0, index, 255 - index]
      const pixels = Uint8Array.from({ length: 40 * 40 * 3 }, (_, place) => pixel[place % 3] ?? 0)
      writeFileSync(path, await rgb(pixels, 40, 40).toBuffer())
      return { path, hash: String(index).padStart(64, '0'), label }
    }),
  )
  return {
    folder: join(root, 'run'),
    features: join(root, 'features'),
    classes: ['red', 'blue'],
    settings: trainSettingsSchema.parse({ input: 32, epochs: 4, batch: 4, learningRate: 0.01 }),
    train: photos.slice(0, -4),
    val: photos.slice(-4),
    resume: false,
  }
}

async function collect<Event>(
  events: AsyncIterable<Event>,
  onEvent?: (event: Event) => void,
): Promise<Event[]> {
  const collected: Event[] = []
  for await (const event of events) {
    collected.push(event)
    onEvent?.(event)
  }
  return collected
}

function resultOf(events: readonly TrainEvent[]): Extract<TrainEvent, { type: 'done' }> {
  const last = events.at(-1)
  if (last?.type === 'done') return last
  throw new Error('ended without a result')
}

it('trains, writes the head, and scores photos with it in their order', async () => {
  const manifest = await coloured(temporaryFolder())
  const events = await collect(train(parts, manifest, never))
  const { result, stopped } = resultOf(events)
  expect(stopped).toBe(false)
  expect(result.epochs).toHaveLength(4)
  expect(result.best.valAccuracy).toBe(1)
  const phases = events.flatMap((event) => (event.type === 'progress' ? [event.phase] : []))
  expect([...new Set(phases)]).toEqual(['features', 'training', 'writing'])
  const photos = [...manifest.val, ...manifest.train].reverse()
  const { folder, features } = manifest
  const scored = await collect(score(parts, { folder, features, photos }, never))
  const scores = scored.flatMap((event) => (event.type === 'scored' ? [event] : []))
  expect(scores.map(({ path }) => path)).toEqual(photos.map(({ path }) => path))
  for (const [index, one] of scores.entries()) {
    expect(one.scores).toHaveLength(2)
    expect(one.scores[photos[index]?.label ?? 0]).toBeGreaterThan(0.5)
  }
})

it('gives the same head on cached features, and keeps no tensors', async () => {
  const root = temporaryFolder()
  const manifest = await coloured(root)
  await collect(train(parts, manifest, never))
  const before = tf.memory().numTensors
  await collect(train(parts, { ...manifest, folder: join(root, 'again') }, never))
  expect(tf.memory().numTensors).toBe(before)
  const [first, again] = [await loadHead(manifest.folder), await loadHead(join(root, 'again'))]
  expect(again.run.head.sha256).toBe(first.run.head.sha256)
  for (const { head } of [first, again]) head.dispose()
})

it('goes on without a photo that cannot be read', async () => {
  const manifest = await coloured(temporaryFolder())
  const [broken] = manifest.train
  writeFileSync(broken?.path ?? '', 'no photo')
  const events = await collect(train(parts, manifest, never))
  expect(resultOf(events).result.skipped.map(({ path }) => path)).toEqual([broken?.path])
  expect(events.filter(({ type }) => type === 'skipped')).toHaveLength(1)
})

it('needs a readable photo of each class', async () => {
  const manifest = await coloured(temporaryFolder())
  for (const { path, label } of manifest.train) if (label === 1) writeFileSync(path, 'no photo')
  const training = collect(train(parts, manifest, never))
  await expect(training).rejects.toThrow(/none of the 4 of "blue" could be read.*Put the files back/)
  expect(existsSync(manifest.folder)).toBe(false)
})

it('keeps the best epoch so far when it is stopped', async () => {
  const manifest = await coloured(temporaryFolder())
  const events = await collect(train(parts, manifest, never), (event) => {
    if (event.type === 'epoch' && event.epoch.epoch === 2) expect(stopTraining(manifest.folder)).toBe(true)
  })
  expect(resultOf(events)).toMatchObject({ stopped: true })
  expect(resultOf(events).result.epochs).toHaveLength(2)
  expect(readdirSync(manifest.folder).sort()).toEqual(['head', 'run.json'])
  expect(stopTraining(manifest.folder)).toBe(false)
})

it.each(['features', 'training', 'writing'] as const)(
  'leaves nothing when it is cancelled (%s)',
  async (phase) => {
    const manifest = await coloured(temporaryFolder())
    const cancel = new AbortController()
    const training = collect(train(parts, manifest, cancel.signal), (event) => {
      if (event.type === 'progress' && event.phase === phase) cancel.abort()
    })
    await expect(training).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(manifest.folder, 'run.json'))).toBe(false)
    expect(existsSync(join(manifest.folder, 'head'))).toBe(false)
  },
)

it('waits after the batch at hand, and is stopped or cancelled while it waits', async () => {
  const manifest = await coloured(temporaryFolder())
  const paused: boolean[] = []
  const stopped = await collect(train(parts, manifest, never), (event) => {
    if (event.type !== 'epoch' || paused.length > 0) return
    paused.push(pauseTraining(manifest.folder, true))
    setImmediate(() => stopTraining(manifest.folder))
  })
  expect(paused).toEqual([true])
  expect(resultOf(stopped)).toMatchObject({ stopped: true, result: { best: { epoch: 1 } } })
  const cancel = new AbortController()
  const cancelled = collect(train(parts, manifest, cancel.signal), (event) => {
    if (event.type !== 'epoch') return
    pauseTraining(manifest.folder, true)
    setImmediate(() => cancel.abort())
  })
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
  expect(pauseTraining(manifest.folder, true)).toBe(false)
})

it('begins anew where there is nothing to resume from', async () => {
  const manifest = await coloured(temporaryFolder())
  const events = await collect(train(parts, { ...manifest, resume: true }, never))
  expect(resultOf(events).result.epochs).toHaveLength(4)
  expect(readdirSync(manifest.folder).sort()).toEqual(['head', 'run.json'])
})

it('trains without photos to check with, and with one photo of a class', async () => {
  const manifest = await coloured(temporaryFolder())
  const one = manifest.train.find(({ label }) => label === 1)
  const few = manifest.train.filter((photo) => photo.label === 0 || photo === one)
  const settings = { ...manifest.settings, classWeights: 'balanced' as const, earlyStop: 1 }
  const { result } = resultOf(
    await collect(train(parts, { ...manifest, train: few, val: [], settings }, never)),
  )
  expect(result.epochs).toHaveLength(4)
  expect(result.best).toEqual({ epoch: 4, valAccuracy: null })
})
