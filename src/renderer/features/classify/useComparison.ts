import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Compared } from '../../../shared/contract/models'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import type { ModelFacts } from '../../../shared/models'
import type { Front } from '../../front/front'
import { handOver, readable } from './ask-about'
import type { KnownAssets } from './ask-about'
import type { ShownPhoto } from './usePhotoStrip'

/** What one network said; `reason` where it said nothing. */
export type ComparedRow = Pick<Compared, 'model' | 'predictions' | 'ms'> | { model: string; reason: string }

export type ComparisonState = 'running' | 'done' | 'stopped' | 'failed'

/**
 * What all networks whose weights are here say of a photo, one after the other. Another photo takes the place of the one
 * before; leaving the page stops it.
 */
export function useComparison(
  front: Pick<Front, 'client' | 'offerPhoto'>,
  photo: () => ShownPhoto,
  networks: () => readonly Pick<ModelFacts, 'id'>[],
) {
  const rows = shallowRef<readonly ComparedRow[]>([])
  const total = ref(0)
  const state = ref<ComparisonState>('running')
  const error = shallowRef<AppError>()
  const known: KnownAssets = new WeakMap()
  let asking = new AbortController()

  async function ask(): Promise<void> {
    asking.abort()
    const { signal } = (asking = new AbortController())
    rows.value = []
    error.value = undefined
    state.value = 'running'
    const models = networks().map(({ id }) => id)
    total.value = models.length
    try {
      const asset = await handOver(front, photo(), known, signal)
      for await (const event of front.client['photos.compare']({ asset, models }, { signal })) {
        if (signal.aborted) return
        if (event.type === 'compared') add(event.result)
        if (event.type === 'skipped') rows.value = [...rows.value, event.skipped]
      }
      state.value = 'done'
    } catch (thrown) {
      if (signal.aborted) return
      // The host keeps photos for a while only: the next time it is handed over anew.
      known.delete(photo())
      error.value = toAppError(thrown)
      state.value = 'failed'
    }
  }

  function add({ model, predictions, ms }: Compared): void {
    rows.value = [...rows.value, { model, predictions: predictions.map(readable), ms }]
  }

  function stop(): void {
    asking.abort()
    if (state.value === 'running') state.value = 'stopped'
  }

  const ids = computed(() =>
    networks()
      .map(({ id }) => id)
      .join(' '),
  )
  watch([photo, ids], ask, { immediate: true })
  onScopeDispose(() => asking.abort())
  return { rows, total, state, error, ask, stop }
}
