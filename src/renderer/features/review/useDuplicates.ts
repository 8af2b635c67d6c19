import { onScopeDispose, shallowRef, watch } from 'vue'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import type { Group } from './groups'

/** The groups of the last search; asked for again when photos change. */
export function useDuplicates() {
  const { client } = useFront()
  const project = useProject()
  const leaving = new AbortController()
  /** Undefined until the host has answered. */
  const found = shallowRef<{ readonly searched: string | null; readonly groups: readonly Group[] }>()
  const error = shallowRef<AppError>()
  let turn = 0

  async function load(): Promise<void> {
    if (!project.isOpen) return
    const own = ++turn
    try {
      const answer = await client['duplicates.list']({}, { signal: leaving.signal })
      if (own !== turn) return
      found.value = answer
      error.value = undefined
    } catch (thrown) {
      if (!leaving.signal.aborted && own === turn) error.value = toAppError(thrown)
    }
  }

  watch([() => project.state?.folder, () => project.revision], load, { immediate: true })
  onScopeDispose(() => leaving.abort())
  return { found, error, load }
}
