import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JobsEvent } from '../../shared/contract/jobs'
import { openWorkplace, slow } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

function following({ client }: Workplace) {
  const leaving = new AbortController()
  const events = client['jobs.follow']({}, { signal: leaving.signal })[Symbol.asyncIterator]()
  const next = async (): Promise<JobsEvent> => (await events.next()).value as JobsEvent
  const untilEnd = async (): Promise<string[]> => {
    const statuses: string[] = []
    for (;;) {
      const event = await next()
      if (event.type !== 'job') throw new Error('a change of one job was expected')
      if (statuses.at(-1) !== event.job.status) statuses.push(event.job.status)
      if (!['queued', 'running'].includes(event.job.status)) return statuses
    }
  }
  return { next, untilEnd, leave: () => leaving.abort() }
}

it('tells every change of every job, from its beginning to its end', async () => {
  const { next, untilEnd, leave } = following(place)
  expect(await next()).toEqual({ type: 'jobs', jobs: [] })
  await place.importCatsAndDogs()
  expect(await untilEnd()).toEqual(['queued', 'running', 'done'])
  await place.client['runs.start']({ epochs: 1 })
  expect(await untilEnd()).toEqual(['queued', 'running', 'done'])
  leave()
})

it('begins with what has not ended, whoever started it, and goes on when somebody leaves', async () => {
  await place.importCatsAndDogs()
  const { job, run } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
  const waiting = await place.client['runs.start']({ epochs: 1 })
  const first = following(place)
  expect(await first.next()).toMatchObject({
    type: 'jobs',
    jobs: [
      { job, run, kind: 'train', status: 'running' },
      { job: waiting.job, status: 'queued' },
    ],
  })
  first.leave()
  const second = following(place)
  expect(await second.next()).toMatchObject({ jobs: [{ job }, { job: waiting.job }] })
  await place.client['jobs.stop']({ job: waiting.job, keep: false })
  await place.client['jobs.stop']({ job, keep: false })
  await place.finish(job)
  second.leave()
})

it('begins anew when another project is opened or this one closed', async () => {
  await place.importCatsAndDogs()
  const { next, untilEnd, leave } = following(place)
  await next()
  await place.client['project.create']({ folder: join(place.folder, 'other') })
  expect(await next()).toEqual({ type: 'jobs', jobs: [] })
  await place.importPhotos({})
  expect(await untilEnd()).toEqual(['queued', 'running', 'done'])
  await place.client['project.close']({})
  expect(await next()).toEqual({ type: 'jobs', jobs: [] })
  leave()
})
