import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { afterFirstEpoch, deadly, numbered, openWorkplace, slow, tooLargeForGpu } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

describe('starting a run', () => {
  it('wants two classes, a split, and photos of each class to train on', async () => {
    const { client } = place
    await expect(client['runs.start']({})).rejects.toMatchObject({
      code: 'bad-input',
      message: /at least two classes/,
    })
    await place.importPhotos({ cat: numbered('cat', 5) })
    await expect(client['runs.start']({})).rejects.toMatchObject({ code: 'bad-input', message: /"cat"/ })
    await place.importPhotos({ dog: numbered('dog', 5) })
    await expect(client['runs.start']({})).rejects.toMatchObject({
      code: 'bad-input',
      message: /headstart split/,
    })
    expect(await client['runs.list']({})).toEqual([])
  })

  it('refuses an unknown network', async () => {
    await place.importCatsAndDogs()
    await expect(place.client['runs.start']({ model: 'Perceptron' })).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  it('records settings, epochs and the best of them, and gives them to the job as well', async () => {
    await place.importCatsAndDogs()
    const { job, run } = await place.client['runs.start']({ epochs: 3, seed: 5 })
    const ended = await place.finish(job)
    expect(ended).toMatchObject({ kind: 'train', status: 'done', run, result: { run, best: { epoch: 3 } } })

    const detail = await place.client['runs.show']({ run })
    expect(detail).toMatchObject({ status: 'done', reason: null, seed: 5, classes: ['cat', 'dog'] })
    expect(detail.settings.input).toBe(224)
    expect(detail.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3])
    expect(detail.best).toEqual({ epoch: 3, valAccuracy: detail.epochs[2]?.valAccuracy })
    expect(detail.seconds?.total).toBeCloseTo(0.3)
    expect(existsSync(join(place.runFolder(run), 'run.json'))).toBe(true)
  })

  it('goes on with the CPU when the memory of the GPU runs out, and says so', async () => {
    const withGpu = await openWorkplace({ device: 'auto' })
    try {
      await withGpu.importCatsAndDogs()
      const { job, run } = await withGpu.client['runs.start']({ epochs: 2, learningRate: tooLargeForGpu })
      await withGpu.finish(job)
      const detail = await withGpu.client['runs.show']({ run })
      expect(detail).toMatchObject({
        status: 'done',
        reason: /on the CPU/,
        epochs: [{ epoch: 1 }, { epoch: 2 }],
      })
      const { checks } = await withGpu.client['doctor.check']({})
      expect(checks.find(({ name }) => name === 'Device')?.detail).toMatch(/memory of the GPU ran out/)
    } finally {
      await withGpu.leave()
    }
  })

  it('trains without validation photos', async () => {
    await place.importPhotos({ cat: numbered('cat', 3), dog: numbered('dog', 3) })
    await place.client['split.make']({ train: 1, val: 0 })
    const { job } = await place.client['runs.start']({ epochs: 1 })
    expect(await place.finish(job)).toMatchObject({ status: 'done' })
  })

  it('lists a photo that was found broken with the run and with the photos', async () => {
    await place.importPhotos({ cat: numbered('cat', 5), dog: [...numbered('dog', 5), 'broken.png'] })
    await place.client['split.make']({ train: 1, val: 0 })
    const { job, run } = await place.client['runs.start']({ epochs: 1 })
    const ended = await place.finish(job)

    const broken = join(place.folder, 'photos', 'dog', 'broken.png')
    const skipped = [{ path: broken, reason: 'truncated' }]
    expect(ended).toMatchObject({ status: 'done', result: { skipped } })
    expect((await place.client['runs.show']({ run })).skipped).toEqual(skipped)
    const { images } = await place.client['photos.list']({})
    expect(images.filter(({ problem }) => problem !== null)).toMatchObject([
      { path: broken, problem: 'truncated' },
    ])
    const next = await place.client['runs.start']({ epochs: 1 })
    expect(await place.finish(next.job)).toMatchObject({ status: 'done', result: { skipped: [] } })
  })
})

describe('ending a run', () => {
  beforeEach(() => place.importCatsAndDogs())

  it('keeps what is whole when it is stopped', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    await afterFirstEpoch(place, run)
    await place.client['jobs.stop']({ job, keep: true })
    expect(await place.finish(job)).toMatchObject({ status: 'stopped', result: { run } })

    const detail = await place.client['runs.show']({ run })
    expect(detail.status).toBe('stopped')
    expect(detail.epochs.length).toBeLessThan(500)
    expect(detail.best?.epoch).toBe(detail.epochs.length)
  })

  it('leaves nothing behind when it is cancelled', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    await afterFirstEpoch(place, run)
    await place.client['jobs.stop']({ job, keep: false })
    expect(await place.finish(job)).toMatchObject({ status: 'cancelled' })
    expect(await place.client['runs.list']({})).toEqual([])
    expect(existsSync(place.runFolder(run))).toBe(false)
  })

  it('leaves nothing behind when it is cancelled before it began', async () => {
    const first = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    const second = await place.client['runs.start']({ epochs: 1 })
    await place.client['jobs.stop']({ job: second.job, keep: false })
    await place.client['jobs.stop']({ job: first.job, keep: true })
    expect(await place.finish(second.job)).toMatchObject({ status: 'cancelled' })
    await place.finish(first.job)
    expect((await place.client['runs.list']({})).map(({ run }) => run)).toEqual([first.run])
  })

  it('fails with the reason when the engine dies, and the next one works', async () => {
    const dying = await place.client['runs.start']({ epochs: 5, learningRate: deadly })
    const failed = await place.finish(dying.job)
    expect(failed.status).toBe('failed')
    expect(failed.reason).toContain('SIGKILL')
    const detail = await place.client['runs.show']({ run: dying.run })
    expect(detail).toMatchObject({ status: 'failed', reason: failed.reason, best: null })
    expect(detail.epochs).toHaveLength(2)

    const next = await place.client['runs.start']({ epochs: 2 })
    expect(await place.finish(next.job)).toMatchObject({ status: 'done' })
  })
})
