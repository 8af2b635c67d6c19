import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { hasEnded } from '../../../shared/contract/jobs'
import type { Job } from '../../../shared/contract/jobs'
import type { CurrentEvaluation } from '../../../shared/contract/evaluation'
import type { SplitName } from '../../../shared/contract/photos'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { jobEnd } from '../../stores/job-end'
import { useProject } from '../../stores/project.store'

/**
 * How a finished run does on a part of the photos, by the labels of now: from the answers that it has given already, or
 * else by having it answer. Labels that change count at once.
 */
export function useEvaluation(run: number) {
  const front = useFront()
  const { client } = front
  const project = useProject()
  const leaving = new AbortController()
  const { signal } = leaving
  const split = ref<SplitName>('val')
  const current = shallowRef<CurrentEvaluation>()
  const job = shallowRef<Job>()
  const wasStopped = ref(false)
  const error = shallowRef<AppError>()
  /** Photos that cannot be read are asked about once a visit. */
  const asked = new Set<SplitName>()
  let turn = 0

  /** Does some asking and tells what went wrong; leaving the page is nothing wrong. */
  async function attempt(work: () => Promise<void>): Promise<void> {
    error.value = undefined
    wasStopped.value = false
    try {
      await work()
    } catch (thrown) {
      if (!signal.aborted) error.value = toAppError(thrown)
    }
  }

  async function look(): Promise<boolean> {
    const own = ++turn
    const found = await client['runs.evaluation']({ run, split: split.value }, { signal })
    if (own !== turn) return false
    current.value = found
    return true
  }

  async function find(): Promise<void> {
    const part = split.value
    if (!(await look()) || !current.value) return
    if (current.value.unscored === 0 || asked.has(part)) return
    asked.add(part)
    const jobs = await client['jobs.list']({}, { signal })
    const underWay = jobs.find((one) => one.kind === 'evaluate' && one.run === run && !hasEnded(one))
    await follow(underWay?.job ?? (await client['runs.evaluate']({ run, split: part })).job)
    await look()
  }

  async function follow(number: number): Promise<void> {
    try {
      const { status } = await jobEnd(front, number, signal, (state) => (job.value = state))
      wasStopped.value = status !== 'done'
    } finally {
      job.value = undefined
    }
  }

  watch(split, () => {
    current.value = undefined
    void attempt(find)
  })
  watch(
    () => project.revision,
    () => {
      if (current.value) void attempt(find)
    },
  )
  onScopeDispose(() => leaving.abort())
  return {
    ...{ split, current, job, wasStopped, error },
    find: () => attempt(find),
    /** Has what is missing answered, also after it was stopped. */
    check: () => {
      asked.delete(split.value)
      return attempt(find)
    },
  }
}
