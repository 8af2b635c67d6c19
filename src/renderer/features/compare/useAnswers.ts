import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { RunComparison } from '../../../shared/contract/evaluation'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { jobEnd } from '../../stores/job-end'
import { useJobs } from '../../stores/jobs.store'
import { useProject } from '../../stores/project.store'

const PAGE = 60

/**
 * Which photos runs get right: by what is known of their answers already, and where some are missing by having the runs
 * answer them.
 */
export function useAnswers(runs: Ref<readonly number[]>) {
  const front = useFront()
  const { client } = front
  const jobs = useJobs()
  const project = useProject()
  const leaving = new AbortController()
  const { signal } = leaving
  const comparison = shallowRef<RunComparison>()
  const pattern = shallowRef<readonly boolean[]>()
  const limit = ref(PAGE)
  const error = shallowRef<AppError>()
  const evaluating = ref<number>()
  const job = computed(() => (evaluating.value === undefined ? undefined : jobs.byNumber(evaluating.value)))
  /** Once a run has been asked, it is not asked again: some photos cannot be read. */
  const asked = new Set<number>()
  let turn = 0

  async function load(): Promise<void> {
    const own = ++turn
    if (runs.value.length < 2) return
    error.value = undefined
    try {
      const settings = { runs: [...runs.value], split: 'val' as const, limit: limit.value }
      const wished = pattern.value && { pattern: [...pattern.value] }
      const found = await client['runs.compare']({ ...settings, ...wished }, { signal })
      if (own !== turn) return
      comparison.value = found
      const incomplete = found.runs.find(({ run, unscored }) => unscored > 0 && !asked.has(run))
      if (incomplete) await evaluate(incomplete.run)
    } catch (thrown) {
      if (!signal.aborted && own === turn) error.value = toAppError(thrown)
    }
  }

  /** Has a run answer what it has not answered yet, then looks again. */
  async function evaluate(run: number): Promise<void> {
    asked.add(run)
    const started = await client['runs.evaluate']({ run, split: 'val' })
    evaluating.value = started.job
    try {
      await jobEnd(front, started.job, signal)
    } finally {
      evaluating.value = undefined
    }
    await load()
  }

  function show(wished: readonly boolean[] | undefined): void {
    pattern.value = wished
    limit.value = PAGE
  }

  watch(runs, () => show(undefined))
  // Labels that change decide anew who is right.
  watch([runs, pattern, limit, () => project.state?.revision], load, { immediate: true })
  onScopeDispose(() => leaving.abort())
  return { comparison, pattern, error, job, load, show, more: () => (limit.value += PAGE) }
}
