import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import { rgb } from '../pixels/fixtures/pictures'
import type { crossValidateManifestSchema } from '../shared/contract/engine'
import { crossValidate } from './cross-validate'
import { Device } from './device'
import { collect } from './fixtures/collect'
import { hashOf } from './fixtures/photo-files'
import { temporaryFolder } from './fixtures/temporary-folder'
import { Networks } from './networks'
import { tf } from './tensorflow'

type Manifest = z.infer<typeof crossValidateManifestSchema>

const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
const never = new AbortController().signal
const colours = [
  [220, 10, 10],
  [10, 10, 220],
  [10, 220, 10],
] as const

/** Photos of one colour each, which take turns among the classes; 3 folds. */
async function coloured(classes: number, count = 12): Promise<Manifest> {
  const root = temporaryFolder()
  const photos: Manifest['photos'] = []
  for (let index = 0; index < count; index++) {
    const label = index % classes
    const path = join(root, `${index}.png`)
    const pixel = colours[label] ?? colours[0]
    const pixels = Uint8Array.from({ length: 40 * 40 * 3 }, (_, place) => (pixel[place % 3] ?? 0) + index)
    await rgb(pixels, 40, 40).toFile(path)
    photos.push({ path, hash: hashOf(path), label, fold: Math.floor(index / classes) % 3 })
  }
  return {
    base: { model: 'EfficientNet-Lite0', input: 32, pooling: 'avg', fit: 'crop', interpolation: 'bilinear' },
    features: join(root, 'features'),
    classes: ['red', 'blue', 'green'].slice(0, classes),
    ...{ folds: 3, seed: 1, photos },
  }
}

interface Scored {
  readonly path: string
  readonly scores: readonly number[]
}

async function scoresOf(manifest: Manifest): Promise<Scored[]> {
  const events = await collect(crossValidate(parts, manifest, never))
  return events.flatMap((event) => (event.type === 'scored' ? [event] : []))
}

it.each([2, 3])(
  'scores every photo once, in order, with its own class ahead (%i classes)',
  async (classes) => {
    const manifest = await coloured(classes)
    const scored = await scoresOf(manifest)
    expect(scored.map(({ path }) => path)).toEqual(manifest.photos.map(({ path }) => path))
    for (const [index, { scores }] of scored.entries()) {
      expect(scores).toHaveLength(classes)
      expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 5)
      expect(scores[manifest.photos[index]?.label ?? 0]).toBe(Math.max(...scores))
    }
  },
)

it('sees through a wrong label, for no head learns from the photo that it scores', async () => {
  const manifest = await coloured(2, 18)
  const photos = manifest.photos.map((photo, index) => (index === 4 ? { ...photo, label: 1 } : photo))
  const scored = await scoresOf({ ...manifest, photos })
  expect(scored[4]?.scores[0]).toBeGreaterThan(0.5)
})

it('gives the same scores whatever label the photo itself has', async () => {
  const manifest = await coloured(2)
  const first = await scoresOf(manifest)
  // The only photo of its fold.
  const alone = (label: number): Manifest['photos'] =>
    manifest.photos.map((photo, index) => (index === 0 ? { ...photo, label, fold: 3 } : photo))
  const [right, wrong] = [
    await scoresOf({ ...manifest, folds: 4, photos: alone(0) }),
    await scoresOf({ ...manifest, folds: 4, photos: alone(1) }),
  ]
  expect(wrong[0]?.scores).toEqual(right[0]?.scores)
  expect(wrong[1]?.scores).not.toEqual(right[1]?.scores)
  expect(first[0]?.scores).not.toEqual(right[0]?.scores)
})

it('goes on where a class is in one fold alone, and where a fold has all photos', async () => {
  const manifest = await coloured(3)
  const photos = manifest.photos.map((photo) => ({ ...photo, fold: photo.label }))
  const scored = await scoresOf({ ...manifest, photos })
  for (const [index, { scores }] of scored.entries()) {
    expect(scores[manifest.photos[index]?.label ?? 0]).toBeLessThan(0.5)
  }
  const single = await scoresOf({ ...manifest, photos: photos.map((photo) => ({ ...photo, fold: 0 })) })
  for (const { scores } of single) for (const score of scores) expect(score).toBeCloseTo(1 / 3, 5)
})

it('tells what it skips, keeps no tensors, and gives the same again', async () => {
  const manifest = await coloured(2)
  writeFileSync(manifest.photos[3]?.path ?? '', 'no photo')
  const events = await collect(crossValidate(parts, manifest, never))
  expect(events.filter(({ type }) => type === 'skipped')).toHaveLength(1)
  const phases = events.flatMap((event) => (event.type === 'progress' ? [event.phase] : []))
  expect([...new Set(phases)]).toEqual(['features', 'training', 'scoring'])
  expect(events.filter(({ type }) => type === 'scored')).toHaveLength(11)
  const before = tf.memory().numTensors
  expect(await scoresOf(manifest)).toEqual(events.filter(({ type }) => type === 'scored'))
  expect(tf.memory().numTensors).toBe(before)
})

it.each(['features', 'training'] as const)('ends when it is cancelled (%s)', async (phase) => {
  const manifest = await coloured(2, 4)
  await scoresOf(manifest)
  const before = tf.memory().numTensors
  const cancel = new AbortController()
  const validation = (async () => {
    for await (const event of crossValidate(parts, manifest, cancel.signal)) {
      if (event.type === 'progress' && event.phase === phase) cancel.abort()
    }
  })()
  await expect(validation).rejects.toMatchObject({ code: 'cancelled' })
  expect(tf.memory().numTensors).toBe(before)
})

it('refuses folds and labels that there are not', async () => {
  const manifest = await coloured(2, 4)
  const photos = manifest.photos.map((photo) => ({ ...photo, fold: 3 }))
  await expect(collect(crossValidate(parts, { ...manifest, photos }, never))).rejects.toThrow(
    /has label 0 and fold 3/,
  )
})
