import { computed, shallowRef, watch } from 'vue'
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

/** Every run of the open project, the newest first; asked for again when another one is opened and when a training begins, ends or goes. */
export function useRuns() {
  const { client } = useFront()
  const project = useProject()
  const jobs = useJobs()
  /** Undefined until the host has answered; empty where no project is open. */
  const runs = shallowRef<readonly Run[]>()
  const finished = computed(() => runs.value && finishedRuns(runs.value))
  const error = shallowRef<AppError>()
  let asked = 0

  async function ask(): Promise<void> {
    const own = ++asked
    error.value = undefined
    if (project.state === undefined) return
    try {
      const list = project.state === null ? [] : await client['runs.list']({})
      if (own === asked) runs.value = list.toReversed()
    } catch (thrown) {
      if (own === asked) error.value = toAppError(thrown)
    }
  }

  const folder = (): string | null | undefined => project.state && project.state.folder
  const trainings = (): string =>
    jobs.all
      .filter(({ kind }) => kind === 'train')
      .map(({ job, status }) => `${job} ${status}`)
      .join()
  watch(folder, () => (runs.value = undefined))
  watch([folder, trainings], ask, { immediate: true })
  return { runs, finished, error, ask }
}
