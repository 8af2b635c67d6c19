import { describe, expect, it } from 'vitest'
import type { Job } from '../shared/contract/jobs'
import { cancelled } from '../shared/errors'
import { EventQueue } from '../shared/rpc/event-queue'
import { Leaving } from './leaving'
import type { LeavingAnswer } from './leaving'

/** A core with jobs that run until they are ended, and a user who answers as they are told. */
function surroundings(jobCount: number, answers: LeavingAnswer[]) {
  const happened: string[] = []
  const ended = new EventQueue<Job>()
  const jobs: Job[] = Array.from({ length: jobCount }, (_, index) => ({
    job: index + 1,
    kind: 'import',
    status: 'running',
    progress: null,
    reason: null,
    created: '2026-01-01T00:00:00Z',
    result: null,
  }))
  const end = (): void => {
    jobs.splice(0)
    ended.end()
  }
  const leaving = new Leaving({
    jobs: () => jobs,
    client: {
      async 'jobs.stop'({ job, keep }) {
        happened.push(`stop ${job}${keep ? ' and keep' : ''}`)
        const [first] = jobs
        if (job === jobCount) end()
        if (!first) throw new Error('There is no job.')
        return first
      },
      async *'jobs.watch'(_input, { signal } = {}) {
        signal?.addEventListener('abort', () => ended.fail(cancelled()))
        yield* ended
      },
    },
    async ask(count) {
      happened.push(`ask about ${count}`)
      return answers.shift() ?? 'cancel'
    },
    async close() {
      happened.push('close')
    },
    quit: () => happened.push('quit'),
    onError: (error) => happened.push(String(error)),
  })
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
  return { leaving, happened, end, settled }
}

describe('leaving', () => {
  it('asks nothing where nothing runs, and closes the core before it goes', async () => {
    const { leaving, happened, settled } = surroundings(0, [])
    expect(leaving.done).toBe(false)
    leaving.request()
    leaving.request()
    await settled()
    expect(happened).toEqual(['close', 'quit'])
    expect(leaving.done).toBe(true)
  })

  it('stops every job, keeping what is whole, before it goes', async () => {
    const { leaving, happened, settled } = surroundings(2, ['stop'])
    leaving.request()
    await settled()
    expect(happened).toEqual(['ask about 2', 'stop 1 and keep', 'stop 2 and keep', 'close', 'quit'])
  })

  it('goes nowhere where the user does not want to after all, and asks again the next time', async () => {
    const { leaving, happened, settled } = surroundings(1, ['cancel', 'cancel'])
    leaving.request()
    await settled()
    leaving.request()
    await settled()
    expect(happened).toEqual(['ask about 1', 'ask about 1'])
    expect(leaving.done).toBe(false)
  })

  it('goes once the jobs have ended where the user waits for them', async () => {
    const { leaving, happened, end, settled } = surroundings(1, ['wait'])
    leaving.request()
    await settled()
    expect(happened).toEqual(['ask about 1'])
    end()
    await settled()
    expect(happened).toEqual(['ask about 1', 'close', 'quit'])
  })

  it('stays where the user waited and then thought better of it', async () => {
    const { leaving, happened, end, settled } = surroundings(1, ['wait', 'cancel'])
    leaving.request()
    await settled()
    leaving.request()
    await settled()
    end()
    await settled()
    expect(happened).toEqual(['ask about 1', 'ask about 1'])
  })

  it('goes at once, without a question, when the session ends', async () => {
    const { leaving, happened } = surroundings(1, [])
    await Promise.all([leaving.now(), leaving.now()])
    expect(happened).toEqual(['close', 'quit'])
  })
})
