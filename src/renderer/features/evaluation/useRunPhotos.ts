import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { RunPhoto, RunPhotosSettings } from '../../../shared/contract/evaluation'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { filterOf } from './photo-filter'

const PAGE = 120

/** The photos behind a number of an evaluation, as the address names them; asked for again when labels change. */
export function useRunPhotos(run: number) {
  const { client } = useFront()
  const project = useProject()
  const route = useRoute()
  const leaving = new AbortController()
  const order = ref<RunPhotosSettings['order']>('worst')
  const limit = ref(PAGE)
  /** Undefined until the host has answered. */
  const photos = shallowRef<readonly RunPhoto[]>()
  const total = ref(0)
  const error = shallowRef<AppError>()
  const asked = computed(() => filterOf(route.query))
  let turn = 0

  async function load(): Promise<void> {
    const own = ++turn
    const { split, filter } = asked.value
    error.value = undefined
    try {
      const settings = { run, split, ...filter, order: order.value, limit: limit.value }
      const found = await client['runs.photos'](settings, { signal: leaving.signal })
      if (own !== turn) return
      photos.value = found.photos
      total.value = found.total
    } catch (thrown) {
      if (!leaving.signal.aborted && own === turn) error.value = toAppError(thrown)
    }
  }

  watch([asked, order], () => (limit.value = PAGE))
  watch([asked, order, limit, () => project.revision], load, { immediate: true })
  onScopeDispose(() => leaving.abort())
  return { asked, order, photos, total, error, load, more: () => (limit.value += PAGE) }
}
