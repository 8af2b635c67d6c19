import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { EnginePhoto } from '../../shared/contract/engine'
import { augmentationSchema } from '../../shared/contract/training'
import type { Skipped } from '../../shared/contract/photos'
import { Device } from '../device'
import { hashOf, writePhotos } from '../fixtures/photo-files'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { Networks } from '../networks'
import { tf } from '../tensorflow'
import { computeFeatures } from './compute'
import type { FeatureTable } from './table'

const networks = new Networks(join(import.meta.dirname, '../../../resources'))
const base = {
  model: 'EfficientNet-Lite0',
  input: 32,
  pooling: 'avg',
  fit: 'crop',
  interpolation: 'bilinear',
} as const

/** Counts the batches that it computed. */
class CountingDevice extends Device {
  turns = 0

  override turn<T>(urgency: 'photo' | 'training', work: () => T | Promise<T>): Promise<T> {
    this.turns += 1
    return super.turn(urgency, work)
  }
}

interface Computed {
  readonly table: FeatureTable
  readonly rows: Float32Array
  readonly skipped: Skipped[]
  readonly progress: (readonly [number, number])[]
  /** Turns that computed: the first one of all takes the network. */
  readonly batches: number
}

let folder: string
let cache: string

beforeEach(() => {
  folder = temporaryFolder()
  cache = join(folder, 'features')
})

async function compute(
  photos: readonly EnginePhoto[],
  changes: Partial<Parameters<typeof computeFeatures>[1]> = {},
) {
  const device = new CountingDevice()
  const [skipped, progress]: [Skipped[], [number, number][]] = [[], []]
  const table = await computeFeatures(
    { device, networks },
    {
      ...{ base, photos, folder: cache, signal: new AbortController().signal },
      onProgress: (done, total) => progress.push([done, total]),
      onSkipped: (one) => skipped.push(one),
      ...changes,
    },
  )
  const rows = await table.gather(table.photos.map((_, row) => row))
  await table.close()
  return { table, rows, skipped, progress, batches: device.turns - 1 } satisfies Computed
}

function withOtherEnd(bytes: Buffer): Buffer {
  return bytes.fill(1, bytes.length - 8)
}

/** Of the only key in the cache. */
function segments(): string[] {
  const [key] = readdirSync(cache)
  const own = join(cache, key ?? '')
  return readdirSync(own)
    .filter((name) => name !== 'key.json')
    .map((name) => join(own, name))
}

describe('computeFeatures', () => {
  it('computes each content once, and nothing the second time', async () => {
    const photos = await writePhotos(folder, 18)
    const twice = [...photos, ...photos.slice(0, 2)]
    const first = await compute(twice)
    expect(first.batches).toBe(2)
    expect(first.table).toMatchObject({ size: 1280, shape: [1280] })
    expect(first.table.photos).toEqual(twice.map((_, index) => index))
    expect(first.rows.slice(18 * 1280)).toEqual(first.rows.slice(0, 2 * 1280))
    expect(first.progress.at(-1)).toEqual([20, 20])

    const second = await compute(twice.reverse())
    expect(second.batches).toBe(0)
    expect(second.rows.slice(0, 1280)).toEqual(first.rows.slice(1280, 2 * 1280))
    expect(second.progress).toEqual([[20, 20]])
  })

  it('leaves no tensors behind', async () => {
    const photos = await writePhotos(folder, 3)
    const held = await networks.base(base)
    const before = tf.memory().numTensors
    await compute(photos)
    expect(tf.memory().numTensors).toBe(before)
    held[Symbol.dispose]()
  })

  it('keeps apart what another rule gives', async () => {
    const photos = await writePhotos(folder, 2)
    const cropped = await compute(photos)
    const squashed = await compute(photos, { base: { ...base, fit: 'squash' } })
    expect(squashed.batches).toBe(1)
    expect(squashed.rows).not.toEqual(cropped.rows)
    expect((await compute(photos)).batches).toBe(0)
  })

  it.each([
    { what: 'cut short', damage: (path: string) => truncateSync(path, readFileSync(path).length - 8) },
    { what: 'changed', damage: (path: string) => writeFileSync(path, withOtherEnd(readFileSync(path))) },
  ])('computes anew what a segment that is $what held', async ({ damage }) => {
    const photos = await writePhotos(folder, 3)
    const first = await compute(photos)
    for (const path of segments()) damage(path)
    const second = await compute(photos)
    expect(second.batches).toBe(1)
    expect(second.rows).toEqual(first.rows)
    expect((await compute(photos)).batches).toBe(0)
  })

  it('skips bad photos with their reason, and takes the same content from elsewhere', async () => {
    const [good, other] = await writePhotos(folder, 2)
    if (!good || !other) throw new Error('two photos')
    writeFileSync(join(folder, 'broken.png'), readFileSync(good.path).subarray(0, 60))
    const broken = { path: join(folder, 'broken.png'), hash: 'b' }
    const gone = { path: join(folder, 'gone.png'), hash: other.hash }
    const { table, skipped, progress } = await compute([broken, good, gone, other])
    expect(table.photos).toEqual([1, 3])
    expect(skipped.map(({ path }) => path)).toEqual([broken.path, gone.path])
    expect(skipped[1]?.reason).toContain('not there any more')
    expect(progress.at(-1)).toEqual([4, 4])
  })

  it('uses a photo that changed since, and keeps nothing wrong under its old content', async () => {
    const [a, b] = await writePhotos(folder, 2)
    if (!a || !b) throw new Error('two photos')
    const stale = { path: a.path, hash: b.hash }
    const first = await compute([stale])
    expect(first.table.photos).toEqual([0])
    const second = await compute([a, b])
    expect(second.batches).toBe(1)
    expect(second.rows.slice(0, 1280)).toEqual(first.rows)
    expect(second.rows.slice(1280)).not.toEqual(first.rows)
    expect(hashOf(a.path)).toBe(a.hash)
  })

  it('stops between batches and keeps what was computed', async () => {
    const photos = await writePhotos(folder, 40)
    const abort = new AbortController()
    const stopped = compute(photos, {
      signal: abort.signal,
      onProgress: (done) => (done >= 16 ? abort.abort() : undefined),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
    expect((await compute(photos)).progress[0]).toEqual([16, 40])
  })

  it('answers a photo in the midst of it', async () => {
    const photos = await writePhotos(folder, 40)
    const device = new Device()
    const order: (string | number)[] = []
    let photo: Promise<unknown> | undefined
    const table = await computeFeatures(
      { device, networks },
      {
        ...{ base, photos, folder: cache, signal: new AbortController().signal },
        onProgress: (done) => {
          order.push(done)
          if (done === 0) photo = device.turn('photo', () => order.push('photo'))
        },
        onSkipped: () => undefined,
      },
    )
    await Promise.all([photo, table.close()])
    expect(order.indexOf('photo')).toBeLessThan(order.indexOf(32))
  })

  it('gives whole feature maps without pooling', async () => {
    const photos = await writePhotos(folder, 1)
    const { table } = await compute(photos, { base: { ...base, input: 64, pooling: 'none' } })
    expect(table).toMatchObject({ size: 2 * 2 * 1280, shape: [2, 2, 1280] })
  })

  describe('with changed versions', () => {
    const augmentation = augmentationSchema.parse({ versions: 2 })

    it('gives the first photos rows beside their own, and the others none', async () => {
      const photos = await writePhotos(folder, 3)
      const plain = await compute(photos)
      const { table, rows, progress, batches } = await compute(photos, {
        augmented: { augmentation, photos: 2 },
      })
      expect(table.photos).toEqual([0, 0, 0, 1, 1, 1, 2])
      const row = (index: number): Float32Array => rows.slice(index * 1280, (index + 1) * 1280)
      expect([row(0), row(3), row(6)]).toEqual(
        [0, 1, 2].map((index) => plain.rows.slice(index * 1280, (index + 1) * 1280)),
      )
      for (const changed of [1, 2]) expect(row(changed)).not.toEqual(row(0))
      expect(row(1)).not.toEqual(row(2))
      expect(progress.at(-1)).toEqual([7, 7])
      expect(batches).toBe(1)
    })

    it('computes nothing the second time, nor for fewer versions', async () => {
      const photos = await writePhotos(folder, 3)
      const first = await compute(photos, { augmented: { augmentation, photos: 3 } })
      const second = await compute(photos, { augmented: { augmentation, photos: 3 } })
      expect(second.batches).toBe(0)
      expect(second.rows).toEqual(first.rows)
      const fewer = { ...augmentation, versions: 1 }
      expect((await compute(photos, { augmented: { augmentation: fewer, photos: 3 } })).batches).toBe(0)
      const other = { ...augmentation, rotate: 45 }
      expect((await compute(photos, { augmented: { augmentation: other, photos: 3 } })).batches).toBe(1)
    })

    it('skips a bad photo once, with all of its rows', async () => {
      const [good] = await writePhotos(folder, 1)
      if (!good) throw new Error('one photo')
      writeFileSync(join(folder, 'broken.png'), readFileSync(good.path).subarray(0, 60))
      const broken = { path: join(folder, 'broken.png'), hash: 'b' }
      const { table, skipped, progress } = await compute([broken, good], {
        augmented: { augmentation, photos: 2 },
      })
      expect(table.photos).toEqual([1, 1, 1])
      expect(skipped).toHaveLength(1)
      expect(progress.at(-1)).toEqual([6, 6])
    })
  })
})
