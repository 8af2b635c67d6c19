import { computed, ref, watch } from 'vue'
import { hasEnded } from '../../../shared/contract/jobs'
import { useFront } from '../../front/front'
import { useJobs } from '../../stores/jobs.store'
import { useProject } from '../../stores/project.store'
import { useRuns } from '../../stores/runs'
import { useNotices } from '../../ui/useNotices'
import type { PhotosPage } from './photos-page'
import { without } from './view-filter'

export const scopes = ['unlabelled', 'all'] as const
type Scope = (typeof scopes)[number]

/** Asks a run for suggestions, and shows them as they are made: the newest run until another is chosen. */
export function useSuggestions({ filter, show, pages }: PhotosPage) {
  const { client } = useFront()
  const project = useProject()
  const jobs = useJobs()
  const notices = useNotices()
  const { finished, error } = useRuns()
  const run = computed(() => filter.value.suggestedBy)
  const scope = ref<Scope>(filter.value.disagrees || project.state?.unlabelled === 0 ? 'all' : 'unlabelled')
  const job = computed(() => jobs.unfinished.find((one) => one.kind === 'suggest' && one.run === run.value))
  /** Why there are none, in words. */
  const failure = computed(() => {
    const last = jobs.all.find((one) => one.kind === 'suggest' && one.run === run.value)
    return last && hasEnded(last) && last.status === 'failed' ? last.reason : null
  })

  async function make(): Promise<void> {
    if (run.value === undefined || job.value) return
    try {
      await client['suggestions.make']({ run: run.value, scope: scope.value })
    } catch (thrown) {
      notices.failed(thrown)
    }
  }

  async function choose(chosen: number): Promise<void> {
    await show({ ...filter.value, suggestedBy: chosen })
    await make()
  }

  /** What disagrees has a label: then all photos are asked about. */
  async function setDisagrees(disagrees: boolean): Promise<void> {
    const rest = without(filter.value, 'disagrees', ...(disagrees ? (['unlabelled'] as const) : []))
    await show(disagrees ? { ...rest, disagrees } : rest)
    if (!disagrees) return
    scope.value = 'all'
    await make()
  }

  watch(
    finished,
    (runs) => {
      const newest = runs?.[0]
      if (newest && run.value === undefined) void choose(newest.run)
    },
    { immediate: true },
  )
  watch(
    () => job.value?.job,
    (now, before) => before !== undefined && now === undefined && pages.reload(),
  )
  return { finished, error, run, scope, job, failure, make, choose, setDisagrees }
}
