import { computed, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { Job } from '../../../shared/contract/jobs'
import { runBeingExported } from './export-jobs'

/**
 * Which run is exported: the page's address says so, so that a reload and the way back keep it. Where it says none, the run
 * whose export goes on, else the newest.
 * @param finished numbers of the runs that can be exported, the newest first
 */
export function useChosenRun(finished: () => readonly number[], jobs: () => readonly Job[]) {
  const route = useRoute()
  const router = useRouter()

  const run = computed<number | undefined>((before) => {
    // On the way to another page the address is already that one's.
    if (route.name !== 'export') return before
    const known = finished()
    const asked = Number(route.query['run'])
    return known.includes(asked) ? asked : (runBeingExported(jobs()) ?? known[0])
  })
  async function choose(number: number): Promise<void> {
    await router.replace({ query: { ...route.query, run: String(number) } })
  }
  // So that the run stays the same when its export ends.
  watch(
    run,
    (number) => {
      const isTold = route.query['run'] === String(number)
      if (number !== undefined && route.name === 'export' && !isTold) void choose(number)
    },
    { immediate: true },
  )
  return { run, choose }
}
