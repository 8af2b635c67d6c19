import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Run } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import type { Project } from '../project'

/** Absolute path of the folder that holds what a training gave: `run.json` and `head/`. */
export function runFolder(project: Project, run: number): string {
  return join(project.folder, 'runs', String(run))
}

/** Whether a run has a whole checkpoint, from which it can go on: the engine writes `checkpoint.json` last, and at once. */
export function hasCheckpoint(database: Database, run: number): boolean {
  const project = dirname(database.name)
  return existsSync(join(project, 'runs', String(run), 'checkpoint', 'checkpoint.json'))
}

/** Absolute path of the folder that keeps the features of photos for every later training. */
export function featuresFolder(project: Project): string {
  return join(project.folder, 'features')
}

/**
 * Refuses a run that has nothing to predict with.
 * @throws AppError `bad-input`
 */
export function requireHead({ run, status }: Pick<Run, 'run' | 'status'>): void {
  if (status === 'done' || status === 'stopped') return
  const next = status === 'queued' || status === 'running' ? 'wait until it has ended' : 'train again'
  throw new AppError(
    'bad-input',
    `Run ${run} is ${status} and has no trained head: ${next}, or take another run.`,
    {
      run,
      status,
    },
  )
}
