import { watchDebounced } from '@vueuse/core'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { Forecast, TrainSettings } from '../../../shared/contract/training'
import { toAppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'

/** Milliseconds without a change before anything is measured. */
const REST = 700

/** What a training with the settings of the form would take; asked anew when they or the photos change. */
export function useForecast(
  settings: Readonly<Ref<TrainSettings | undefined>>,
  isReady: Readonly<Ref<boolean>>,
) {
  const { client } = useFront()
  const project = useProject()
  const forecast = shallowRef<Forecast>()
  /** Why there is none, in words. */
  const reason = ref<string>()
  const asking = ref(false)
  let measuring: AbortController | undefined

  async function ask(): Promise<void> {
    measuring?.abort()
    forecast.value = undefined
    reason.value = undefined
    if (!settings.value || !isReady.value) return
    const own = (measuring = new AbortController())
    asking.value = true
    try {
      forecast.value = await client['runs.forecast'](settings.value, { signal: own.signal })
    } catch (thrown) {
      if (!own.signal.aborted) reason.value = toAppError(thrown).message
    } finally {
      if (own === measuring) asking.value = false
    }
  }

  watchDebounced([settings, isReady, () => project.revision], ask, { debounce: REST, immediate: true })
  onScopeDispose(() => measuring?.abort())
  return { forecast, reason, asking }
}
