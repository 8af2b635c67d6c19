import { afterEach, describe, expect, it, vi } from 'vitest'
import type { ImportResult } from '../../shared/contract/photos'
import type { TrainResult } from '../../shared/contract/training'
import type { Job } from '../../shared/contract/jobs'
import { AppError, cancelled } from '../../shared/errors'
import { temporaryProject } from '../fixtures/temporary-folder'
import { Jobs } from './jobs'
import type { JobContext } from './jobs'

const imported: ImportResult = {
  added: 1,
  unchanged: 0,
  duplicates: 0,
  skipped: [],
  classes: { cat: 1 },
  seconds: 1,
}
const trained: TrainResult = {
  run: 1,
  epochs: [],
  best: { epoch: 1, valAccuracy: 1 },
  seconds: { features: 1, training: 1, total: 2 },
  skipped: [],
}

async function newJobs() {
  const { database } = await temporaryProject()
  return { database, jobs: new Jobs(database) }
}

async function watched(jobs: Jobs, job: number): Promise<Job[]> {
  const states: Job[] = []
  for await (const state of jobs.watch(job, new AbortController().signal)) states.push(state)
  return states
}

async function ended(jobs: Jobs, job: number): Promise<Job | undefined> {
  return (await watched(jobs, job)).at(-1)
}

/** Work that runs until it is told to stop, and then gives what it has. */
function untilStopped<Result>(result: Result) {
  return async ({ stopSignal }: JobContext): Promise<Result> => {
    if (!stopSignal.aborted) await new Promise((resolve) => stopSignal.addEventListener('abort', resolve))
    return result
  }
}

afterEach(() => vi.useRealTimers())

describe('a job', () => {
  it('ends as done with its result, which the database keeps', async () => {
    const { jobs, database } = await newJobs()
    const job = jobs.start('import', () => Promise.resolve(imported))
    expect(await ended(jobs, job)).toMatchObject({
      job,
      kind: 'import',
      status: 'done',
      result: imported,
      reason: null,
    })
    expect(new Jobs(database).show(job)).toEqual(jobs.show(job))
    expect(database.prepare('SELECT started_at IS NULL OR ended_at IS NULL FROM job').pluck().get()).toBe(0)
  })

  it('ends as failed with the message of what it threw', async () => {
    const { jobs } = await newJobs()
    const job = jobs.start('import', () => Promise.reject(new AppError('unreadable', 'The disk is gone.')))
    expect(await ended(jobs, job)).toMatchObject({
      status: 'failed',
      reason: 'The disk is gone.',
      result: null,
    })
  })

  it('fails where its result is not what its kind promises', async () => {
    const { jobs } = await newJobs()
    const job = jobs.start('import', () => Promise.resolve({ ...imported, added: 0.5 }))
    expect(await ended(jobs, job)).toMatchObject({ status: 'failed', result: null })
  })

  it('needs a run unless it is an import', async () => {
    const { jobs } = await newJobs()
    expect(() => jobs.start('train', () => Promise.resolve(trained))).toThrow()
    expect(jobs.list()).toEqual([])
  })

  it('is stopped and keeps what is whole', async () => {
    const { jobs } = await newJobs()
    const job = jobs.start('import', untilStopped(imported))
    expect(jobs.stop(job, true).status).toBe('running')
    expect(await ended(jobs, job)).toMatchObject({ status: 'stopped', result: imported })
  })

  it('is cancelled and keeps nothing, whatever its work says', async () => {
    const { jobs } = await newJobs()
    const quiet = jobs.start('import', untilStopped(imported))
    const loud = jobs.start('import', async (context) =>
      untilStopped(imported)(context).then(() => Promise.reject(cancelled())),
    )
    for (const job of [quiet, loud]) {
      jobs.stop(job, false)
      expect(await ended(jobs, job)).toMatchObject({ status: 'cancelled', result: null, reason: null })
    }
  })

  it('stays as it ended when it is stopped afterwards', async () => {
    const { jobs } = await newJobs()
    const job = jobs.start('import', () => Promise.resolve(imported))
    await ended(jobs, job)
    expect(jobs.stop(job, false)).toMatchObject({ status: 'done' })
    expect(() => jobs.stop(job + 1, false)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('several jobs', () => {
  it('have the compute device one after the other, while imports run at once', async () => {
    const { jobs } = await newJobs()
    const first = jobs.start('train', untilStopped(trained), { run: 1 })
    const second = jobs.start('train', untilStopped(trained), { run: 2 })
    const other = jobs.start('import', () => Promise.resolve(imported))
    expect(await ended(jobs, other)).toMatchObject({ status: 'done' })
    expect(jobs.list().map(({ status }) => status)).toEqual(['running', 'queued', 'done'])
    jobs.stop(first, true)
    const states: string[] = []
    for await (const { status } of jobs.watch(second, new AbortController().signal)) {
      states.push(status)
      if (status === 'running') jobs.stop(second, true)
    }
    expect(states).toEqual(['queued', 'running', 'stopped'])
  })

  it('lets one that waits be cancelled before its turn, with its work told so', async () => {
    const { jobs } = await newJobs()
    const first = jobs.start('train', untilStopped(trained), { run: 1 })
    let tidied = 0
    const work = ({ cancelSignal }: JobContext): Promise<TrainResult> => {
      if (cancelSignal.aborted) tidied += 1
      return Promise.resolve(trained)
    }
    const second = jobs.start('train', work, { run: 2 })
    jobs.stop(second, true)
    expect(await ended(jobs, second)).toMatchObject({ status: 'cancelled' })
    jobs.stop(first, true)
    const third = jobs.start('train', () => Promise.resolve(trained), { run: 3 })
    expect(await ended(jobs, third)).toMatchObject({ status: 'done' })
    expect(tidied).toBe(1)
  })

  it('are interrupted and waited for at the end, after which none can begin', async () => {
    const { jobs } = await newJobs()
    jobs.start('train', untilStopped(trained), { run: 1 })
    jobs.start('train', untilStopped(trained), { run: 2 })
    const cancelled = jobs.start('import', untilStopped(imported))
    jobs.stop(cancelled, false)
    await jobs.close()
    const statuses = jobs.list().map(({ status }) => status)
    expect(statuses).toEqual(['interrupted', 'interrupted', 'cancelled'])
    expect(jobs.show(1).reason).toMatch(/^Headstart ended/)
    expect(() => jobs.start('import', () => Promise.resolve(imported))).toThrow(AppError)
  })
})

describe('watching a job', () => {
  it('tells the end alone where it has ended already', async () => {
    const { jobs } = await newJobs()
    const job = jobs.start('import', () => Promise.resolve(imported))
    await ended(jobs, job)
    expect((await watched(jobs, job)).map(({ status }) => status)).toEqual(['done'])
  })

  it('ends with an error when the watcher leaves, and the job goes on', async () => {
    const { jobs } = await newJobs()
    const job = jobs.start('import', untilStopped(imported))
    const leaving = new AbortController()
    const states = jobs.watch(job, leaving.signal)[Symbol.asyncIterator]()
    await states.next()
    leaving.abort()
    await expect(states.next()).rejects.toMatchObject({ code: 'cancelled' })
    expect(jobs.show(job).status).toBe('running')
    await jobs.close()
  })

  it('hears of progress ten times a second and the database once, and both of the end', async () => {
    const { jobs, database } = await newJobs()
    const written: unknown[] = []
    vi.useFakeTimers()
    const job = jobs.start('import', async ({ progress }) => {
      for (let done = 1; done <= 300; done += 1) {
        progress({ phase: 'Reading', done, total: 300, unit: 'photos' })
        const row = database.prepare("SELECT progress ->> 'done' FROM job").pluck().get()
        if (row !== written.at(-1)) written.push(row)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      return imported
    })
    const watching = watched(jobs, job)
    await vi.runAllTimersAsync()
    const states = await watching
    expect(states.length).toBeGreaterThan(25)
    expect(states.length).toBeLessThan(35)
    expect(written.length).toBeGreaterThan(1)
    expect(written.length).toBeLessThan(6)
    expect(states.at(-1)).toMatchObject({ status: 'done', progress: { done: 300 } })
    expect(states[15]?.progress?.rate).toBeCloseTo(100, 0)
    expect(database.prepare("SELECT progress ->> 'done' FROM job").pluck().get()).toBe(300)
  })
})
