import { computed, watch } from 'vue'
import { hasEnded } from '../../../shared/contract/jobs'
import type { JobKind } from '../../../shared/contract/jobs'
import { useJobs } from '../../stores/jobs.store'
import { useNotices } from '../../ui/useNotices'

/** The newest job of a kind: while it runs, and how the last one failed. @param ended asked when one has ended */
export function useJobOf(kind: JobKind, start: () => Promise<unknown>, ended: () => unknown) {
  const jobs = useJobs()
  const notices = useNotices()
  const newest = computed(() => jobs.all.find((job) => job.kind === kind))
  const running = computed(() => (newest.value && !hasEnded(newest.value) ? newest.value : undefined))

  watch(running, (now, before) => before && !now && ended())
  return {
    running,
    failure: computed(() => (newest.value?.status === 'failed' ? newest.value.reason : null)),
    async start(): Promise<void> {
      await start().catch((thrown: unknown) => notices.failed(thrown))
    },
  }
}
