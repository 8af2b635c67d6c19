import { rm } from 'node:fs/promises'
import { hasEnded } from '../../shared/contract/jobs'
import type { Run, RunDetail, RunEvent } from '../../shared/contract/training'
import { AppError } from '../../shared/errors'
import type { Unsubscribe } from '../../shared/rpc/wire'
import type { Project } from '../project'
import type { Services } from '../services'
import { watch } from '../watch'
import { runFolder } from './folder'
import { deleteRows } from './record'
import { readRun, readRuns, summarize } from './rows'

/** Every run of the project, the oldest first. */
export function listRuns({ project }: Pick<Services, 'project'>): Run[] {
  return readRuns(project.database).map(summarize)
}

/** @throws AppError `not-found` */
export function showRun({ project }: Pick<Services, 'project'>, run: number): RunDetail {
  return readRun(project.database, run)
}

/**
 * Removes a run, its head and its history; the features that it computed stay for the next.
 * @throws AppError `not-found`; `busy` while it is queued or running
 */
export async function deleteRun(
  { project }: Pick<Services, 'project'>,
  run: number,
): Promise<{ run: number }> {
  const { status } = readRun(project.database, run)
  if (!hasEnded({ status })) {
    throw new AppError(
      'busy',
      `Run ${run} is ${status}: stop it, or wait until it has ended, before deleting it.`,
    )
  }
  await removeRun(project, run)
  return { run }
}

/**
 * Every epoch so far and the last batches, then each as it ends, then how the run ended.
 * @throws AppError `not-found`; `cancelled` when the signal is aborted
 */
export function watchRun(
  { project, runEvents }: Pick<Services, 'project' | 'runEvents'>,
  run: number,
  signal: AbortSignal,
): AsyncGenerator<RunEvent> {
  const soFar = (): RunEvent[] => {
    const detail = readRun(project.database, run)
    const epochs = detail.epochs.map((epoch): RunEvent => ({ type: 'epoch', epoch }))
    return hasEnded(detail)
      ? [...epochs, { type: 'ended', run: summarize(detail) }]
      : [...epochs, ...runEvents.batches(run)]
  }
  const listen = (listener: (event: RunEvent) => void): Unsubscribe => runEvents.listen(run, listener)
  return watch({ soFar, listen, isLast: ({ type }) => type === 'ended' }, signal)
}

/** Makes it as if a run had never begun; its watchers are still told that it is over. */
export async function discardRun(
  { project, runEvents }: Pick<Services, 'project' | 'runEvents'>,
  run: number,
): Promise<void> {
  const last = summarize(readRun(project.database, run))
  await removeRun(project, run)
  runEvents.tell(run, {
    type: 'ended',
    run: { ...last, status: 'stopped', reason: 'Cancelled and removed.' },
  })
}

async function removeRun(project: Project, run: number): Promise<void> {
  deleteRows(project.database, run)
  await rm(runFolder(project, run), { recursive: true, force: true })
}
