import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { NetworkGraph, OpenBoxes } from '../../../shared/contract/models'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import type { Form } from './useModelView'

/** The picture of a network and which of its blocks are open. @param arrived told what was laid out, and the block that was changed */
export function usePicture(
  form: () => Form,
  arrived: (graph: NetworkGraph, before: NetworkGraph | undefined, changed: string | undefined) => void,
) {
  const { client } = useFront()
  const graph = shallowRef<NetworkGraph>()
  const error = shallowRef<AppError>()
  const working = ref(false)
  const open = shallowRef<OpenBoxes>([])
  let asking = new AbortController()

  async function load(wanted: OpenBoxes, changed?: string): Promise<void> {
    asking.abort()
    const { signal } = (asking = new AbortController())
    working.value = true
    try {
      const drawn = await client['models.graph']({ ...form(), open: listed(wanted) }, { signal })
      if (signal.aborted) return
      const before = graph.value
      graph.value = drawn
      open.value = wanted
      error.value = undefined
      arrived(drawn, changed === undefined ? undefined : before, changed)
    } catch (thrown) {
      if (!signal.aborted) error.value = toAppError(thrown)
    } finally {
      if (!signal.aborted) working.value = false
    }
  }

  /** Opens a closed block, closes an open one. */
  function toggle(id: string): void {
    const nodes = graph.value?.nodes ?? []
    const now = nodes.filter((node) => node.open).map((node) => node.id)
    void load(now.includes(id) ? now.filter((one) => one !== id) : [...now, id], id)
  }

  watch(form, () => void load([]), { immediate: true })
  onScopeDispose(() => asking.abort())
  return {
    ...{ graph, error, working, open, toggle },
    openAll: () => load('all'),
    closeAll: () => load([]),
  }
}

function listed(open: OpenBoxes): 'all' | string[] {
  return open === 'all' ? open : [...open]
}
