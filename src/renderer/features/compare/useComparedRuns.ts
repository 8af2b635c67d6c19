import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { RunDetail } from '../../../shared/contract/training'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'

/** The runs that the address names: `?runs=1,3`. */
export function useComparedRuns() {
  const { client } = useFront()
  const route = useRoute()
  const router = useRouter()
  const leaving = new AbortController()
  /** Undefined until the host has answered. */
  const runs = shallowRef<readonly RunDetail[]>()
  const error = shallowRef<AppError>()
  const numbers = computed(() => runNumbers(route.query['runs']))

  async function ask(): Promise<void> {
    error.value = undefined
    const wished = numbers.value
    try {
      const found = await Promise.all(
        wished.map((run) => client['runs.show']({ run }, { signal: leaving.signal })),
      )
      if (wished === numbers.value) runs.value = found
    } catch (thrown) {
      if (!leaving.signal.aborted) error.value = toAppError(thrown)
    }
  }

  function leaveOut(run: number): void {
    const rest = numbers.value.filter((other) => other !== run)
    void router.replace({ name: 'compare', query: { runs: rest.join() } })
  }

  watch(numbers, ask, { immediate: true })
  onScopeDispose(() => leaving.abort())
  return { numbers, runs, error, ask, leaveOut }
}

/** Numbers of runs out of an address, each once; whatever else is written there is nothing. */
export function runNumbers(query: unknown): number[] {
  const numbers = String(query ?? '')
    .split(',')
    .map(Number)
  return [...new Set(numbers)].filter((run) => Number.isSafeInteger(run) && run > 0).slice(0, 8)
}
