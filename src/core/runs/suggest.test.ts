import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

async function trained(): Promise<number> {
  await place.importCatsAndDogs()
  const { job, run } = await place.client['runs.start']({ epochs: 1 })
  await place.finish(job)
  return run
}

describe('suggestions of a run', () => {
  it('are made for the photos without a label, and shown in the list', async () => {
    const run = await trained()
    const [first, second] = (await place.client['photos.list']({ label: 'dog' })).images.map(({ id }) => id)
    await place.client['photos.label']({ photos: [first ?? 0, second ?? 0], label: null })
    const { job } = await place.client['suggestions.make']({ run })
    expect(await place.finish(job)).toMatchObject({
      kind: 'suggest',
      status: 'done',
      run,
      result: { run, photos: 2, skipped: [] },
    })
    const { images } = await place.client['photos.list']({ unlabelled: true, suggestedBy: run })
    // The stand-in for the engine recognises photos by their names.
    expect(images.map(({ suggestion }) => suggestion?.label)).toEqual(['dog', 'dog'])
  })

  it('can be made for all, and need photos', async () => {
    const run = await trained()
    await expect(place.client['suggestions.make']({ run })).rejects.toMatchObject({ code: 'bad-input' })
    const { job } = await place.client['suggestions.make']({ run, scope: 'all' })
    expect(await place.finish(job)).toMatchObject({ result: { photos: 20 } })
    expect(await place.client['photos.list']({ suggestedBy: run, disagrees: true })).toMatchObject({
      total: 0,
    })
  })

  it('are what an evaluation asks for as well: nothing is computed twice', async () => {
    const run = await trained()
    await place.finish((await place.client['suggestions.make']({ run, scope: 'all' })).job)
    expect(await place.client['runs.evaluation']({ run })).toMatchObject({
      evaluation: { photos: 4, accuracy: 1 },
      unscored: 0,
      relabelled: 0,
    })
    const scores = (): unknown[] =>
      place.host.services.project.database.prepare('SELECT * FROM run_score').all()
    const before = scores()
    const { job } = await place.client['runs.evaluate']({ run })
    expect(await place.finish(job)).toMatchObject({ result: { photos: 4, accuracy: 1 } })
    expect(scores()).toEqual(before)
  })
})
