import { onScopeDispose, shallowRef } from 'vue'
import type { z } from 'zod'
import type { engineInfoSchema } from '../../shared/contract/engine'
import { useFront } from '../front/front'

/** Milliseconds after which the device is asked for: to tell it the engine starts, and the page is to be there first. */
const PATIENCE = 2000

/** What computes, a moment after the start; undefined until then and where it cannot be told. */
export function useDevice() {
  const { client } = useFront()
  const device = shallowRef<z.infer<typeof engineInfoSchema>>()
  const leaving = new AbortController()
  const { signal } = leaving

  async function ask(): Promise<void> {
    try {
      device.value = await client['engine.describe']({}, { signal })
    } catch {
      // Whoever needs the engine is told why it does not start; a fact that is missing here is no news.
    }
  }

  const timer = setTimeout(() => void ask(), PATIENCE)
  onScopeDispose(() => {
    clearTimeout(timer)
    leaving.abort()
  })
  return device
}
