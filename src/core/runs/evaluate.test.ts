import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deadly, numbered, openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

describe('evaluating and exporting a run', () => {
  async function trained(): Promise<number> {
    await place.importCatsAndDogs()
    const { job, run } = await place.client['runs.start']({ epochs: 1 })
    await place.finish(job)
    return run
  }

  it('counts what the run gets right in a part', async () => {
    const run = await trained()
    const { job } = await place.client['runs.evaluate']({ run })
    const ended = await place.finish(job)
    // The stand-in for the engine recognises photos by their names, so everything is right.
    expect(ended).toMatchObject({
      kind: 'evaluate',
      status: 'done',
      result: {
        run,
        split: 'val',
        photos: 4,
        accuracy: 1,
        skipped: [],
        confusion: [
          [2, 0],
          [0, 2],
        ],
      },
    })
  })

  it('names its mistakes by their numbers in the project', async () => {
    await place.importPhotos({ cat: numbered('cat', 10), dog: [...numbered('dog', 9), 'cat-99.png'] })
    await place.client['split.make']({})
    const { job, run } = await place.client['runs.start']({ epochs: 1 })
    await place.finish(job)
    const { images } = await place.client['photos.list']({ label: 'dog' })
    const mistaken = images.find(({ path }) => path.endsWith('cat-99.png'))

    const { job: evaluation } = await place.client['runs.evaluate']({ run, split: mistaken?.split ?? 'val' })
    expect(await place.finish(evaluation)).toMatchObject({
      result: { worst: [{ id: mistaken?.id, path: mistaken?.path, label: 'dog', predicted: 'cat' }] },
    })
  })

  it('keeps the newest on each part for those who ask later', async () => {
    const run = await trained()
    expect(await place.client['runs.evaluations']({ run })).toEqual([])
    const evaluate = async (split: 'train' | 'val') =>
      place.finish((await place.client['runs.evaluate']({ run, split })).job)
    const [, onTrain] = [await evaluate('val'), await evaluate('train')]
    await place.client['photos.label']({ photos: [1], label: null })
    const onVal = await evaluate('val')
    expect(await place.client['runs.evaluations']({ run })).toEqual([onTrain.result, onVal.result])
    await expect(place.client['runs.evaluations']({ run: run + 1 })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('wants photos in the part', async () => {
    const run = await trained()
    await expect(place.client['runs.evaluate']({ run, split: 'test' })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })

  it('wants a run with a head', async () => {
    await place.importCatsAndDogs()
    const { job, run } = await place.client['runs.start']({ epochs: 5, learningRate: deadly })
    await place.finish(job)
    await expect(place.client['runs.evaluate']({ run })).rejects.toMatchObject({
      code: 'bad-input',
      message: /failed/,
    })
    const out = join(place.folder, 'out')
    await expect(place.client['runs.export']({ run, out })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('exports into a new folder, with photos of every class, and never over anything', async () => {
    const run = await trained()
    const out = join(place.folder, 'out')
    const { job } = await place.client['runs.export']({ run, out })
    expect(await place.finish(job)).toMatchObject({ kind: 'export', status: 'done', result: { out } })
    const samples = JSON.parse(readFileSync(join(out, 'samples.json'), 'utf8')) as { label: string }[]
    expect(samples.map(({ label }) => label)).toEqual(['cat', 'dog', 'cat'])

    await expect(place.client['runs.export']({ run, out })).rejects.toMatchObject({ code: 'exists' })
    const file = join(out, 'samples.json')
    await expect(place.client['runs.export']({ run, out: file })).rejects.toMatchObject({ code: 'exists' })
  })
})
