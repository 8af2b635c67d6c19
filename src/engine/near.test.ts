import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { z } from 'zod'
import type { Base, EnginePhoto, nearEventSchema } from '../shared/contract/engine'
import { Device } from './device'
import { collect } from './fixtures/collect'
import { writePhotos } from './fixtures/photo-files'
import { temporaryFolder } from './fixtures/temporary-folder'
import { memoryTable } from './fixtures/toy-features'
import { cosineDistance, rowOf } from './near-distance'
import { nearPairs, pairsOf } from './near-pairs'
import { nearest } from './nearest'
import { Networks } from './networks'
import { tf } from './tensorflow'

type NearEvent = z.infer<typeof nearEventSchema>

const parts = { device: new Device(), networks: new Networks(join(import.meta.dirname, '../../resources')) }
const never = new AbortController().signal
const base: Base = {
  ...{ model: 'EfficientNet-Lite0', input: 32 },
  ...{ pooling: 'avg', fit: 'crop', interpolation: 'bilinear' },
}

async function photosIn(
  root: string,
  count: number,
): Promise<{ base: Base; features: string; photos: EnginePhoto[] }> {
  return { base, features: join(root, 'features'), photos: await writePhotos(root, count) }
}

function near(events: readonly NearEvent[]): Extract<NearEvent, { type: 'near' }>[] {
  return events.flatMap((event) => (event.type === 'near' ? [event] : []))
}

it('finds the nearest photos, nearest first, and not the photo itself', async () => {
  const request = await photosIn(temporaryFolder(), 6)
  const photos = [...request.photos, request.photos[2]].flatMap((photo) => photo ?? [])
  const all = near(await collect(nearest(parts, { ...request, photos, photo: 2, limit: 100 }, never)))
  expect(all[0]).toEqual({ type: 'near', one: 2, other: 6, distance: 0 })
  expect(all.map(({ other }) => other).sort()).toEqual([0, 1, 3, 4, 5, 6])
  const distances = all.map(({ distance }) => distance)
  expect(distances).toEqual([...distances].sort((a, b) => a - b))
  const before = tf.memory().numTensors
  expect(near(await collect(nearest(parts, { ...request, photos, photo: 2, limit: 2 }, never)))).toEqual(
    all.slice(0, 2),
  )
  const pairs = near(await collect(nearPairs(parts, { ...request, photos, distance: 2 }, never)))
  expect(pairs).toHaveLength(21)
  for (const { other, distance } of all) {
    const [one, two] = other < 2 ? [other, 2] : [2, other]
    const pair = pairs.find((each) => each.one === one && each.other === two)
    expect(pair?.distance).toBeCloseTo(distance, 12)
  }
  expect(tf.memory().numTensors).toBe(before)
})

it('skips what cannot be read, but says so of the photo that was asked about', async () => {
  const request = await photosIn(temporaryFolder(), 3)
  writeFileSync(request.photos[1]?.path ?? '', 'no photo')
  const events = await collect(nearest(parts, { ...request, photo: 2, limit: 5 }, never))
  expect(events.filter(({ type }) => type === 'skipped')).toHaveLength(1)
  expect(near(events).map(({ other }) => other)).toEqual([0])
  const pairs = near(await collect(nearPairs(parts, { ...request, distance: 2 }, never)))
  expect(pairs.map(({ one, other }) => [one, other])).toEqual([[0, 2]])
  const asked = collect(nearest(parts, { ...request, photo: 1, limit: 5 }, never))
  await expect(asked).rejects.toMatchObject({ code: 'unreadable' })
  const beyond = collect(nearest(parts, { ...request, photo: 3, limit: 5 }, never))
  await expect(beyond).rejects.toMatchObject({ code: 'bad-input' })
})

it('finds the pairs that comparing each with each finds', async () => {
  // Few values make equal and opposite rows likely.
  const value = fc.integer({ min: -1, max: 1 })
  const some = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(some, fc.constantFrom(0, 0.3, 1, 2), async (rows, distance) => {
      const table = memoryTable(Float32Array.from(rows.flat()), [3])
      const found = near(
        await collect(pairsOf({ device: parts.device, table, distance, signal: never, rows: 4 })),
      )
      const wanted = rows.flatMap((one, a) =>
        rows.flatMap((other, b) => {
          const apart = cosineDistance(Float32Array.from(one), Float32Array.from(other))
          return a < b && apart <= distance ? [`${a} ${b}`] : []
        }),
      )
      expect(found.map(({ one, other }) => `${one} ${other}`).sort()).toEqual(wanted.sort())
    }),
    { numRuns: 40 },
  )
})

/** Rows that differ, each with a copy of it far behind. */
function doubled(count: number, size: number): Float32Array {
  const values = Float32Array.from({ length: count * size }, (_, place) => Math.sin(place * place))
  return Float32Array.from([...values, ...values])
}

it('finds copies across blocks, telling how far it is, and stops when it is cancelled', async () => {
  const [count, size] = [50, 8]
  const table = memoryTable(doubled(count, size), [size])
  const comparison = { device: parts.device, table, distance: 0, rows: 40 }
  const events = await collect(pairsOf({ ...comparison, signal: never }))
  const copies = near(events).filter(({ one, other }) => other === one + count)
  expect(copies).toHaveLength(count)
  expect(copies.every(({ distance }) => distance === 0)).toBe(true)
  const told = events.filter(({ type }) => type === 'progress')
  expect(told).toHaveLength(6)
  expect(told.at(-1)).toMatchObject({ done: 6, total: 6 })
  const cancel = new AbortController()
  const before = tf.memory().numTensors
  const stopped = (async () => {
    for await (const { type } of pairsOf({ ...comparison, signal: cancel.signal })) {
      if (type === 'progress') cancel.abort()
    }
  })()
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  expect(tf.memory().numTensors).toBe(before)
})

it('measures distances from 0 to 2', () => {
  const values = Float32Array.from([1, 0, 2, 0, 0, 3, -1, 0, 0, 0])
  const from = [0, 1, 2, 3, 4].map((row) => cosineDistance(rowOf(values, 0, 2), rowOf(values, row, 2)))
  expect(from).toEqual([0, 0, 1, 2, 1])
})
