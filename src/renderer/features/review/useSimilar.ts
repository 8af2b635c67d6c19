import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Ref } from 'vue'
import type { SimilarEvent } from '../../../shared/contract/review'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'

type Found = Extract<SimilarEvent, { type: 'done' }>
export type SimilarPhoto = Found['photos'][number]

const PAGE = 50

/** The photos that look most like one; asked for again when photos or labels change, those before shown until then. */
export function useSimilar(photo: Readonly<Ref<number>>) {
  const { client } = useFront()
  const project = useProject()
  const limit = ref(PAGE)
  const found = shallowRef<Found>()
  const progress = shallowRef<{ done: number; total: number }>()
  const error = shallowRef<AppError>()
  const stopped = ref(false)
  let looking: AbortController | undefined

  async function look(): Promise<void> {
    looking?.abort()
    if (!project.isOpen) return
    const own = (looking = new AbortController())
    error.value = undefined
    stopped.value = false
    progress.value = { done: 0, total: 0 }
    try {
      const wanted = { photo: photo.value, limit: limit.value }
      for await (const event of client['photos.similar'](wanted, { signal: own.signal })) {
        if (own !== looking) return
        if (event.type === 'progress') progress.value = event
        else found.value = event
      }
    } catch (thrown) {
      if (own !== looking) return
      if (own.signal.aborted) stopped.value = true
      else error.value = toAppError(thrown)
    } finally {
      if (own === looking) progress.value = undefined
    }
  }

  watch(photo, () => {
    found.value = undefined
    limit.value = PAGE
  })
  watch([photo, limit, () => project.state?.folder, () => project.revision], look, { immediate: true })
  onScopeDispose(() => looking?.abort())
  return {
    ...{ progress, error, stopped, look },
    /** Undefined until they are found. */
    photos: computed(() => found.value?.photos),
    skipped: computed(() => found.value?.skipped.length ?? 0),
    canHaveMore: computed(() => found.value?.photos.length === limit.value && limit.value < 1000),
    stop: () => looking?.abort(),
    more: () => (limit.value = Math.min(1000, 2 * limit.value)),
  }
}
