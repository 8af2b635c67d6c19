import { defineStore } from 'pinia'
import { reactive, ref, shallowRef } from 'vue'
import type { ModelRow, WeightsEvent } from '../../../shared/contract/models'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'

export type WeightsProgress = Extract<WeightsEvent, { type: 'progress' }>['progress']

interface Fetching {
  /** Null until the first bytes have come. */
  progress: WeightsProgress | null
  stop(): void
}

/** The networks, and the weights that are on their way: these go on while other pages are looked at. */
export const useWeights = defineStore('weights', () => {
  const { client } = useFront()
  const notices = useNotices()
  const texts = strings.models
  /** Undefined until the host has answered. */
  const rows = shallowRef<readonly ModelRow[]>()
  const error = shallowRef<AppError>()
  const fetching = reactive(new Map<string, Fetching>())
  const removing = ref<string>()

  async function ask(): Promise<void> {
    try {
      rows.value = await client['models.list']({})
      error.value = undefined
    } catch (thrown) {
      error.value = toAppError(thrown)
    }
  }

  /** One at a time for a network: the buttons are gone while there is one. */
  async function follow(
    id: string,
    fetch: (signal: AbortSignal) => AsyncIterable<WeightsEvent>,
  ): Promise<void> {
    if (fetching.has(id)) return
    const stopping = new AbortController()
    fetching.set(id, { progress: null, stop: () => stopping.abort() })
    try {
      for await (const event of fetch(stopping.signal)) {
        const own = fetching.get(id)
        if (event.type === 'done') notices.told(texts.installed(id, event.result.bytes))
        else if (own) own.progress = event.progress
      }
    } catch (thrown) {
      if (stopping.signal.aborted) notices.told(texts.stopped(id))
      else notices.failed(thrown)
    } finally {
      fetching.delete(id)
      await ask()
    }
  }

  async function remove(id: string): Promise<void> {
    removing.value = id
    try {
      await client['models.remove']({ id })
      notices.told(texts.removed(id))
    } catch (thrown) {
      notices.failed(thrown)
    } finally {
      removing.value = undefined
      await ask()
    }
  }

  return {
    ...{ rows, error, fetching, removing, ask, remove },
    download: (id: string, includeTop: boolean) =>
      follow(id, (signal) => client['models.download']({ id, includeTop }, { signal })),
    importFile: (id: string, path: string) =>
      follow(id, (signal) => client['models.import']({ id, path }, { signal })),
  }
})
