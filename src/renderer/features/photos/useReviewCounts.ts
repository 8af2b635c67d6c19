import { onScopeDispose, ref, watch } from 'vue'
import { useFront } from '../../front/front'
import { useJobs } from '../../stores/jobs.store'
import { useProject } from '../../stores/project.store'
import { count } from '../../ui/formats'
import { openGroups } from '../review/groups'

/** How many photos are left out, and how many labels are in doubt; asked for again when anything changes. */
export function useReviewCounts() {
  const { client } = useFront()
  const project = useProject()
  const jobs = useJobs()
  const leaving = new AbortController()
  const excluded = ref(0)
  /** Empty where nobody has looked yet. */
  const review = ref('')
  const duplicates = ref('')
  let turn = 0

  async function ask(): Promise<void> {
    if (!project.isOpen) return
    const own = ++turn
    const { signal } = leaving
    try {
      const [out, doubts, same] = await Promise.all([
        client['photos.list']({ excluded: true, limit: 0 }, { signal }),
        client['labels.suspects']({ limit: 0 }, { signal }),
        client['duplicates.list']({}, { signal }),
      ])
      if (own !== turn) return
      excluded.value = out.total
      review.value = doubts.checked === null ? '' : count(doubts.total)
      duplicates.value = same.searched === null ? '' : count(openGroups(same.groups).length)
    } catch {
      // Numbers beside a word are no reason to complain: what is wrong is told where it is opened.
    }
  }

  const looks = (): string =>
    jobs.all
      .filter(({ kind }) => kind === 'check-labels' || kind === 'find-duplicates')
      .map(({ job, status }) => `${job} ${status}`)
      .join()
  watch([() => project.state?.folder, () => project.revision, looks], ask, { immediate: true })
  onScopeDispose(() => leaving.abort())
  return { excluded, review, duplicates }
}
