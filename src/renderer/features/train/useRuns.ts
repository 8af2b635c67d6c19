import { shallowRef, watch } from 'vue'
import type { Run } from '../../../shared/contract/training'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useJobs } from '../../stores/jobs.store'

/** Every run of the open project, the newest first; asked for again when a training begins, ends or goes. */
export function useRuns() {
  const { client } = useFront()
  const jobs = useJobs()
  /** Undefined until the host has answered. */
  const runs = shallowRef<readonly Run[]>()
  const error = shallowRef<AppError>()
  let asked = 0

  async function ask(): Promise<void> {
    const own = ++asked
    try {
      const list = await client['runs.list']({})
      if (own !== asked) return
      runs.value = list.toReversed()
      error.value = undefined
    } catch (thrown) {
      if (own === asked) error.value = toAppError(thrown)
    }
  }

  const trainings = (): string =>
    jobs.all
      .filter(({ kind }) => kind === 'train')
      .map(({ job, status }) => `${job} ${status}`)
      .join()
  watch(trainings, ask, { immediate: true })
  return { runs, error, ask }
}
