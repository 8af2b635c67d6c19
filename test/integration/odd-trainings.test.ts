import { mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '../../src/core/host'
import type { HostContract } from '../../src/shared/contract/host'
import type { Photo } from '../../src/shared/contract/photos'
import type { RunDetail } from '../../src/shared/contract/training'
import type { Client } from '../../src/shared/rpc/contract'
import { makeSmallProject, realHost, untilEnd } from './fixtures/small-project'

type StartSettings = Parameters<Client<HostContract>['runs.start']>[0]

interface Odd {
  readonly what: string
  /** How many photos of each class are imported. */
  readonly photos: Record<string, number>
  readonly split?: { readonly train: number; readonly val: number }
  /** Photos whose files are cut short after the import. */
  readonly broken?: (photo: Photo) => boolean
  readonly settings?: StartSettings
  readonly status: RunDetail['status'] | 'refused'
  /** What the refusal or the run says. */
  readonly says: RegExp
  /** What a further try is refused with. */
  readonly then?: RegExp
}

const both = { cat: 4, dog: 4 }
const lower = /in epoch \d+ .* with the learning rate 1000000000: lower the learning rate\.$/

const odd: Odd[] = [
  {
    what: 'one class only',
    ...{ photos: { cat: 4 }, status: 'refused' },
    says: /^A training needs labelled photos of at least two classes, .*"cat": import a folder/,
  },
  {
    what: 'a class with one photo',
    ...{ photos: { cat: 4, dog: 1 }, status: 'done' },
    says: /^There was only one photo of "dog" to learn from: label more of it, then train again\.$/,
  },
  {
    what: 'no validation photos',
    ...{ photos: both, split: { train: 1, val: 0 }, status: 'done' },
    says: /^No photos were kept for validation, .*: split them again \(`headstart split`\), then train again\.$/,
  },
  {
    what: 'unreadable validation photos',
    ...{ photos: both, broken: ({ split }) => split === 'val', status: 'done' },
    says: /^None of the 2 validation photos could be read, .*: put the files back/,
  },
  {
    what: 'every photo unreadable',
    ...{ photos: both, broken: () => true, status: 'failed' },
    says: /^None of the 8 photos could be read\. The first is \/.*\.png: .* Put the files back where they were/,
    then: /8 labelled photos could not be read, and Photos tells why: put the files back and import them again\.$/,
  },
  {
    what: 'every photo of a class unreadable',
    ...{ photos: both, broken: ({ label }) => label === 'dog', status: 'failed' },
    says: /^A training needs a readable photo of each class .* none of the 3 of "dog" could be read\. The first is .*dog/,
    then: /^A training needs labelled photos of at least two classes.* 4 labelled photos could not be read/,
  },
  {
    what: 'a loss that is NaN',
    photos: both,
    settings: { optimizer: 'sgd', units: 512, activation: 'linear', batch: 1, learningRate: 1e9 },
    status: 'failed',
    says: /^The training needs a loss that is a number, and in epoch \d+ it became (NaN|Infinity) with .*: lower the learning rate/,
  },
  {
    what: 'a learning rate of 1e9',
    ...{ photos: both, settings: { learningRate: 1e9 }, status: 'failed', says: lower },
  },
  {
    what: 'a learning rate of 1e9 from scratch',
    ...{ photos: both, settings: { scratch: { filters: [2] }, learningRate: 1e9 }, status: 'failed' },
    says: lower,
  },
  {
    what: 'a learning rate of 1e9 in fine-tuning',
    photos: both,
    settings: { fineTune: { learningRate: 1e9 }, epochs: 1 },
    ...{ status: 'failed', says: lower },
  },
]

describe('a training out of the ordinary', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-odd-'))
  let host: Host
  let client: Client<HostContract>
  let projects = 0

  beforeAll(() => {
    host = realHost(join(folder, 'logs'))
    client = host.client()
  })
  afterAll(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })

  async function prepare({ photos: counts, split = { train: 0.75, val: 0.25 }, broken }: Odd): Promise<void> {
    const place = join(folder, String((projects += 1)))
    const [project, photos] = [join(place, 'project'), join(place, 'photos')]
    await makeSmallProject(client, { project, photos, counts, split })
    const { images } = await client['photos.list']({})
    for (const { path } of images.filter((photo) => broken?.(photo))) truncateSync(path, 40)
  }

  it.each(odd)('with $what says what to do', async (one) => {
    await prepare(one)
    const settings = { input: 32, epochs: 3, batch: 4, ...one.settings }
    const started = client['runs.start'](settings)
    if (one.status === 'refused') {
      await expect(started).rejects.toThrow(one.says)
      expect(await client['runs.list']({})).toEqual([])
      return
    }
    const { job, run } = await started
    await untilEnd(client, job)
    const detail = await client['runs.show']({ run })
    expect(detail).toMatchObject({ status: one.status, resumable: false })
    expect(detail.reason).toMatch(one.says)
    if (one.status === 'failed') expect((await client['jobs.list']({})).at(-1)?.reason).toBe(detail.reason)
    if (one.then) await expect(client['runs.start'](settings)).rejects.toThrow(one.then)
  })
})
