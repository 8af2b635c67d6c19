import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Job } from '../../shared/contract/jobs'
import { afterFirstEpoch, openWorkplace, slow } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => {
  place = await openWorkplace()
  await place.importCatsAndDogs()
})
afterEach(() => place.leave())

async function pausedTraining(): Promise<{ job: number; run: number }> {
  const started = await place.client['runs.start']({ epochs: 500, learningRate: slow })
  await afterFirstEpoch(place, started.run)
  const state = await place.client['jobs.pause']({ job: started.job, paused: true })
  expect(state).toMatchObject({ status: 'running', paused: true })
  return started
}

const epochsOf = async (run: number): Promise<number> =>
  (await place.client['runs.show']({ run })).epochs.length

it('a paused training learns nothing until it goes on, and its watchers know', async () => {
  const { job, run } = await pausedTraining()
  const states: Job[] = []
  const watching = (async () => {
    for await (const state of place.client['jobs.watch']({ job })) states.push(state)
  })()
  // The epoch at hand may end yet.
  await new Promise((resolve) => setTimeout(resolve, 60))
  const waiting = await epochsOf(run)
  await new Promise((resolve) => setTimeout(resolve, 120))
  expect(await epochsOf(run)).toBe(waiting)
  expect(await place.client['jobs.pause']({ job, paused: false })).toMatchObject({ paused: false })
  await expect.poll(() => epochsOf(run)).toBeGreaterThan(waiting)
  await place.client['jobs.stop']({ job })
  await watching
  const told = states.flatMap((state) => (state.kind === 'train' ? [state.paused] : []))
  expect([told[0], told.at(-1)]).toEqual([true, false])
})

it('ends while it waits, whatever is asked of it', async () => {
  const kept = await pausedTraining()
  await place.client['jobs.stop']({ job: kept.job })
  expect(await place.finish(kept.job)).toMatchObject({ status: 'stopped', paused: false })
  const discarded = await pausedTraining()
  await place.client['jobs.stop']({ job: discarded.job, keep: false })
  expect(await place.finish(discarded.job)).toMatchObject({ status: 'cancelled' })
  expect(await place.client['runs.list']({})).toMatchObject([{ run: kept.run }])
})

it('is interrupted where Headstart ends meanwhile', async () => {
  const { run } = await pausedTraining()
  const { jobs } = place.host.services
  await jobs.close()
  expect(await place.client['runs.show']({ run })).toMatchObject({ status: 'interrupted' })
})

it('refuses what is no training, what waits for its turn, and what is not there', async () => {
  const { job } = await pausedTraining()
  const queued = await place.client['runs.start']({ epochs: 1 })
  const pause = (number: number) => place.client['jobs.pause']({ job: number, paused: true })
  await expect(pause(queued.job)).rejects.toMatchObject({ code: 'busy' })
  await expect(pause(99)).rejects.toMatchObject({ code: 'not-found' })
  await place.client['jobs.stop']({ job: queued.job })
  await place.client['jobs.stop']({ job })
  await place.finish(job)
  expect(await pause(job)).toMatchObject({ status: 'stopped', paused: false })
})
