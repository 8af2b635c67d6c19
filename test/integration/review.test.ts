import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHost } from '../../src/core/host'
import type { Host } from '../../src/core/host'
import type { HostContract } from '../../src/shared/contract/host'
import { hasEnded } from '../../src/shared/contract/jobs'
import type { Job } from '../../src/shared/contract/jobs'
import type { Photo } from '../../src/shared/contract/photos'
import type { SimilarEvent } from '../../src/shared/contract/review'
import type { Client } from '../../src/shared/rpc/contract'
import { sharedFolder, sharedMissing } from '../shared-folder'

const root = join(import.meta.dirname, '..', '..')

describe.skipIf(sharedMissing)('1,000 cats and dogs, 50 of them with the wrong label', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-review-'))
  let host: Host
  let client: Client<HostContract>
  let photos: Photo[]
  let flipped: Set<number>

  beforeAll(async () => {
    host = createHost({
      engineEntry: join(root, 'out', 'main', 'engine.js'),
      resources: join(root, 'resources'),
      device: 'cpu',
      logs: join(folder, 'logs'),
      models: join(folder, 'models'),
    })
    client = host.client()
    await client['project.create']({ folder: join(folder, 'project') })
    await finish(await client['photos.import']({ sources: [sharedFolder('data', 'cats-dogs')] }))
    photos = (await client['photos.list']({ limit: 1000 })).images
    flipped = drawn(50, 7)
    for (const label of ['cat', 'dog']) {
      const wrong = photos.filter((photo) => flipped.has(photo.id) && photo.label === label)
      const other = label === 'cat' ? 'dog' : 'cat'
      await client['photos.label']({ photos: wrong.map(({ id }) => id), label: other })
    }
  })
  afterAll(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })

  async function finish({ job }: { job: number }): Promise<Job> {
    for await (const state of client['jobs.watch']({ job })) if (hasEnded(state)) return state
    throw new Error(`job ${job} was not watched to its end`)
  }

  /** Numbers of photos, drawn by a seed. */
  function drawn(count: number, seed: number): Set<number> {
    const generator = xoroshiro128plus(seed)
    const numbers = new Set<number>()
    while (numbers.size < count) {
      numbers.add(photos[uniformInt(generator, 0, photos.length - 1)]?.id ?? 0)
    }
    return numbers
  }

  it('has at least four fifths of the wrong ones among the first tenth of the ranking', async () => {
    expect(photos).toHaveLength(1000)
    const checked = await finish(await client['labels.check']({}))
    expect(checked).toMatchObject({ status: 'done', result: { photos: 1000, skipped: [] } })
    const { suspects } = await client['labels.suspects']({ limit: 100 })
    const found = suspects.filter(({ id }) => flipped.has(id)).length
    expect(found).toBeGreaterThanOrEqual(40)
  })

  it('doubts a label no more once it is corrected, and again when that is undone', async () => {
    const { total, suspects } = await client['labels.suspects']({ limit: 1 })
    const [first] = suspects
    await client['photos.label']({ photos: [first?.id ?? 0], label: first?.suggested ?? '' })
    const corrected = await client['labels.suspects']({ limit: total })
    expect(corrected).toMatchObject({ total: total - 1, changed: 1 })
    expect(corrected.suspects.map(({ id }) => id)).not.toContain(first?.id)
    await client['history.undo']({})
    expect(await client['labels.suspects']({ limit: 1 })).toMatchObject({ total, changed: 0, suspects })
  })

  it('knows which photos look alike', async () => {
    const cat = photos.find(({ id, label }) => label === 'cat' && !flipped.has(id))
    let last: SimilarEvent | undefined
    for await (const event of client['photos.similar']({ photo: cat?.id ?? 0, limit: 20 })) last = event
    const found = last?.type === 'done' ? last.photos : []
    expect(found).toHaveLength(20)
    const distances = found.map(({ distance }) => distance)
    expect(distances).toEqual(distances.toSorted((one, other) => one - other))
    const cats = found.filter(({ path }) => path.includes(`${join('cats-dogs', 'cat')}`))
    expect(cats.length).toBeGreaterThanOrEqual(16)
    const searched = await finish(await client['duplicates.find']({}))
    expect(searched).toMatchObject({ status: 'done', result: { skipped: [] } })
    for (const group of (await client['duplicates.list']({})).groups) expect(group.length).toBeGreaterThan(1)
  })
})
