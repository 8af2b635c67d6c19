import { describe, expect, it } from 'vitest'
import { jobSchema } from '../../shared/contract/jobs'
import type { Job, Progress } from '../../shared/contract/jobs'
import { howFar, inShort, outcome, share, timeLeft } from './job-texts'

const progress: Progress = { phase: 'training', done: 3, total: 10, unit: 'epochs', rate: 0.8, eta: 12 }
const job = (more: object): Job =>
  jobSchema.parse({
    ...{ job: 1, kind: 'train', run: 1, status: 'running', progress: null, reason: null, result: null },
    ...{ created: '2026-06-01T12:00:00Z' },
    ...more,
  })

describe('a job that runs', () => {
  it('tells phase, count, rate and the time that is left', () => {
    expect(howFar(job({ progress }))).toBe('Training · 3/10 epochs · 48 epochs/min')
    expect(timeLeft(job({ progress }))).toBe('12 s left')
    expect(inShort(job({ progress }))).toBe('Training 3/10 · 12 s')
    expect(share(job({ progress }))).toBe(0.3)
  })

  it('leaves out what cannot be told', () => {
    const unknown = { ...progress, total: null, rate: null, eta: null }
    expect(howFar(job({ progress: unknown }))).toBe('Training · 3 epochs')
    expect(timeLeft(job({ progress: unknown }))).toBe('')
    expect(inShort(job({ progress: unknown }))).toBe('Training')
    expect(share(job({ progress: unknown }))).toBeNull()
    expect(howFar(job({ status: 'queued' }))).toBe('Waiting')
  })
})

describe('a job that has ended', () => {
  it('says why it failed', () => {
    expect(outcome(job({ status: 'failed', reason: 'The disk is full.' }))).toBe('The disk is full.')
  })

  it('says nothing more where it was cancelled', () => {
    expect(outcome(job({ status: 'cancelled' }))).toBe('')
  })

  it('counts what an import left out', () => {
    const result = { added: 1200, unchanged: 0, duplicates: 0, classes: {}, seconds: 3 }
    const skipped = [{ path: 'a', reason: 'no photo' }]
    const imported = (more: object): Job =>
      job({ kind: 'import', status: 'done', result: { ...result, ...more } })
    expect(outcome(imported({ skipped: [] }))).toBe('1,200 photos added')
    expect(outcome(imported({ skipped }))).toBe('1,200 photos added, 1 file left out')
  })
})
