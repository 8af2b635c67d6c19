import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '../../shared/contract/training'
import { deadly, openWorkplace, resumable, slow } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => {
  place = await openWorkplace()
  await place.importCatsAndDogs()
})
afterEach(() => place.leave())

async function failedRun(learningRate: number): Promise<number> {
  const { job, run } = await place.client['runs.start']({ epochs: 4, learningRate })
  expect(await place.finish(job)).toMatchObject({ status: 'failed' })
  return run
}

describe('a run that failed after a whole epoch', () => {
  it('goes on as the same run, and keeps what its checkpoint has', async () => {
    const run = await failedRun(resumable)
    const before = await place.client['runs.show']({ run })
    expect(before).toMatchObject({ resumable: true, status: 'failed', epochs: [{ epoch: 1 }, { epoch: 2 }] })
    expect(before.reason).toMatch(/SIGKILL.*runs resume 1/)
    const again = await place.client['runs.resume']({ run })
    expect(again.run).toBe(run)
    const events: RunEvent[] = []
    for await (const event of place.client['runs.watch']({ run })) events.push(event)
    expect(await place.finish(again.job)).toMatchObject({ status: 'done', result: { best: { epoch: 4 } } })
    const after = await place.client['runs.show']({ run })
    expect(after).toMatchObject({ status: 'done', reason: null, resumable: false, started: before.started })
    expect(after.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
    expect(events.at(-1)).toMatchObject({ type: 'ended', run: { status: 'done' } })
  })

  it('learns the labels of then, whatever classes are called now', async () => {
    const run = await failedRun(resumable)
    await place.client['photos.label']({ photos: [1, 2], label: 'dog' })
    await place.client['classes.edit']({ kind: 'rename', label: 'cat', to: 'zebra' })
    const seen = place.host.engine.client.bind(place.host.engine)
    let labels: number[] = []
    place.host.engine.client = async () => {
      const client = await seen()
      return {
        ...client,
        train: (manifest, options) => {
          labels = [...manifest.train, ...manifest.val].map(({ label }) => label)
          return client.train(manifest, options)
        },
      }
    }
    const { job } = await place.client['runs.resume']({ run })
    expect(await place.finish(job)).toMatchObject({ status: 'done' })
    expect(labels.filter((label) => label === 0)).toHaveLength(10)
    expect(labels.filter((label) => label === 1)).toHaveLength(10)
  })

  it('is as it was when it is cancelled before its turn', async () => {
    const run = await failedRun(resumable)
    const before = await place.client['runs.show']({ run })
    const first = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    const again = await place.client['runs.resume']({ run })
    await expect(place.client['runs.resume']({ run })).rejects.toMatchObject({ code: 'busy' })
    await place.client['jobs.stop']({ job: again.job })
    expect(await place.finish(again.job)).toMatchObject({ status: 'cancelled' })
    expect(await place.client['runs.show']({ run })).toEqual(before)
    await place.client['jobs.stop']({ job: first.job })
    await place.finish(first.job)
  })
})

it('a run without a whole epoch, and one that ended well, cannot go on', async () => {
  const failed = await failedRun(deadly)
  expect(await place.client['runs.show']({ run: failed })).toMatchObject({ resumable: false })
  const { job, run } = await place.client['runs.start']({ epochs: 1 })
  await place.finish(job)
  const refused = { code: 'bad-input', message: /train again/ }
  await expect(place.client['runs.resume']({ run: failed })).rejects.toMatchObject(refused)
  await expect(place.client['runs.resume']({ run })).rejects.toMatchObject(refused)
  await expect(place.client['runs.resume']({ run: 99 })).rejects.toMatchObject({ code: 'not-found' })
})

describe('marking a run', () => {
  it('changes what is given, and lists show it', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 1 })
    await place.finish(job)
    expect(await place.client['runs.mark']({ run, note: '  the first  ' })).toMatchObject({
      note: 'the first',
      starred: false,
    })
    await place.client['runs.mark']({ run, starred: true })
    expect(await place.client['runs.list']({})).toMatchObject([{ run, note: 'the first', starred: true }])
    await place.client['runs.mark']({ run, note: '', starred: false })
    expect(await place.client['runs.show']({ run })).toMatchObject({ note: '', starred: false })
    await expect(place.client['runs.mark']({ run: 9, starred: true })).rejects.toMatchObject({
      code: 'not-found',
    })
  })
})
