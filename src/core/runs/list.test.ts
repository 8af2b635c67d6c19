import { existsSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunEvent } from '../../shared/contract/training'
import { afterFirstEpoch, deadly, openWorkplace, slow } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

async function watch(run: number): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for await (const event of place.client['runs.watch']({ run })) events.push(event)
  return events
}

function withoutBatches(events: RunEvent[]): RunEvent[] {
  return events.filter(({ type }) => type !== 'batch')
}

describe('watching a run', () => {
  beforeEach(() => place.importCatsAndDogs())

  it('tells every epoch once and in order, whenever one begins to watch', async () => {
    const { run } = await place.client['runs.start']({ epochs: 12, learningRate: slow })
    const early = watch(run)
    await afterFirstEpoch(place, run)
    const late = watch(run)
    const [all, fromThen] = (await Promise.all([early, late])).map(withoutBatches) as [RunEvent[], RunEvent[]]
    const epochs = all.flatMap((event) => (event.type === 'epoch' ? [event.epoch.epoch] : []))
    expect(epochs).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    expect(all.at(-1)).toMatchObject({ type: 'ended', run: { run, status: 'done' } })
    expect(fromThen).toEqual(all)
    expect(await watch(run)).toEqual(all)
  })

  it('tells whoever comes later the batches so far, and nobody those of a run that has ended', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    await afterFirstEpoch(place, run)
    for await (const event of place.client['runs.watch']({ run })) {
      if (event.type !== 'batch') continue
      expect(event.batch).toMatchObject({ epoch: 1, batch: 1, batches: 1 })
      break
    }
    await place.client['jobs.stop']({ job })
    await place.finish(job)
    expect(withoutBatches(await watch(run))).toEqual(await watch(run))
  })

  it('tells that the engine died', async () => {
    const { run } = await place.client['runs.start']({ epochs: 5, learningRate: deadly })
    expect((await watch(run)).at(-1)).toMatchObject({ type: 'ended', run: { status: 'failed' } })
  })

  it('does not know a run that is not there', async () => {
    await expect(watch(77)).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('deleting a run', () => {
  beforeEach(() => place.importCatsAndDogs())

  it('removes its rows and its folder', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 1 })
    await place.finish(job)
    await place.client['runs.delete']({ run })
    expect(await place.client['runs.list']({})).toEqual([])
    expect(existsSync(place.runFolder(run))).toBe(false)
    await expect(place.client['runs.delete']({ run })).rejects.toMatchObject({ code: 'not-found' })
  })

  it('refuses while it is running', async () => {
    const { job, run } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    await afterFirstEpoch(place, run)
    await expect(place.client['runs.delete']({ run })).rejects.toMatchObject({ code: 'busy' })
    await place.client['jobs.stop']({ job, keep: true })
    await place.finish(job)
  })
})
