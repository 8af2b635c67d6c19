import { computed, ref, shallowRef, watch } from 'vue'
import { hasEnded } from '../../../shared/contract/jobs'
import { exportFormats } from '../../../shared/contract/predictions'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useRuns } from '../../stores/runs'
import { latestExport, useExportJobs } from './export-jobs'
import { useChosenRun } from './useChosenRun'
import { useExportFolder } from './useExportFolder'

/** Which run goes where, its export as it goes on, and what came of the last one. */
export function useExport() {
  const { client } = useFront()
  const { finished: runs, error: runsError, ask } = useRuns()
  const jobs = useExportJobs()
  const { run, choose } = useChosenRun(() => runs.value?.map((one) => one.run) ?? [], jobs.all)
  const job = computed(() => (run.value === undefined ? undefined : latestExport(jobs.all(), run.value)))
  const busy = computed(() => job.value !== undefined && !hasEnded(job.value))
  const place = useExportFolder(() => run.value)
  const formats = ref<(typeof exportFormats)[number][]>([...exportFormats.slice(0, 1)])
  const starting = ref(false)
  const error = shallowRef<AppError>()
  /** A folder to take instead, where the one that was asked for holds something. */
  const instead = ref<string>()
  const possible = computed(
    () =>
      run.value !== undefined &&
      place.isWhole.value &&
      formats.value.length > 0 &&
      !busy.value &&
      !starting.value,
  )

  async function start(): Promise<void> {
    const number = run.value
    if (number === undefined || !possible.value) return
    starting.value = true
    forget()
    try {
      const out = place.folder.value.trim()
      await client['runs.export']({ run: number, out, formats: [...formats.value] })
    } catch (thrown) {
      error.value = toAppError(thrown)
      if (error.value.code === 'exists') instead.value = await place.instead(number)
    } finally {
      starting.value = false
    }
  }
  function forget(): void {
    error.value = undefined
    instead.value = undefined
  }
  function takeInstead(): void {
    if (instead.value !== undefined) place.type(instead.value)
    forget()
  }

  watch([run, place.folder], forget)
  watch(
    () => (job.value?.result ? job.value.job : undefined),
    (written) => written !== undefined && place.renew(),
  )
  return {
    ...{ runs, runsError, askRuns: ask, run, choose, job, busy, formats, place, possible, starting, start },
    ...{ error, instead, takeInstead },
  }
}
