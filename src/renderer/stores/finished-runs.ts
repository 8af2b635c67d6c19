import { shallowRef, watch } from 'vue'
import { hasEnded } from '../../shared/contract/jobs'
import type { Run } from '../../shared/contract/training'
import { toAppError } from '../../shared/errors'
import type { AppError } from '../../shared/errors'
import { useFront } from '../front/front'
import { useJobs } from './jobs.store'
import { useProject } from './project.store'

/** The runs that have a trained head, the newest first. */
export function finishedRuns(runs: readonly Run[]): Run[] {
  return runs
    .filter(({ status }) => status === 'done' || status === 'stopped')
    .toSorted((one, other) => other.run - one.run)
}

/** The finished runs of the open project, asked for again when another one is opened and when a training ends. */
export function useFinishedRuns() {
  const { client } = useFront()
  const project = useProject()
  const jobs = useJobs()
  /** Undefined until the host has answered; empty where no project is open. */
  const runs = shallowRef<readonly Run[]>()
  const error = shallowRef<AppError>()
  let asked = 0

  async function ask(): Promise<void> {
    const own = ++asked
    error.value = undefined
    if (project.state === undefined) return
    try {
      const list = project.state === null ? [] : await client['runs.list']({})
      if (own === asked) runs.value = finishedRuns(list)
    } catch (thrown) {
      if (own === asked) error.value = toAppError(thrown)
    }
  }

  const folder = (): string | null | undefined => project.state && project.state.folder
  const trainings = (): number => jobs.all.filter((job) => job.kind === 'train' && hasEnded(job)).length
  watch(folder, () => (runs.value = undefined))
  watch([folder, trainings], ask, { immediate: true })
  return { runs, error, ask }
}
