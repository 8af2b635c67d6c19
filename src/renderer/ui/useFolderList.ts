import { onScopeDispose, ref, shallowRef } from 'vue'
import type { FolderList } from '../../shared/contract/projects'
import { toAppError } from '../../shared/errors'
import type { AppError } from '../../shared/errors'
import { useFront } from '../front/front'

/** Where the last choice was made, so that the next one begins there. */
let lastFolder: string | undefined

/** The folders of the host, one at a time. @param extensions endings of files that are listed as well, like `h5` */
export function useFolderList(extensions: readonly string[] = []) {
  const { client } = useFront()
  const list = shallowRef<FolderList>()
  const error = shallowRef<AppError>()
  const loading = ref(false)
  let asking = new AbortController()

  /** Goes to a folder, or to the user's own; what was shown stays where that fails. @returns whether it went there */
  async function go(folder?: string): Promise<boolean> {
    asking.abort()
    const { signal } = (asking = new AbortController())
    loading.value = true
    try {
      const found = await client['folders.list']({ folder, extensions: [...extensions] }, { signal })
      if (signal.aborted) return false
      list.value = found
      error.value = undefined
      return true
    } catch (thrown) {
      if (!signal.aborted) error.value = toAppError(thrown)
      return false
    } finally {
      if (!signal.aborted) loading.value = false
    }
  }

  /** Begins in a folder, else where the last choice was made, else in the user's own. */
  async function begin(folder?: string): Promise<void> {
    const first = folder ?? lastFolder
    const going = go(first)
    const { signal } = asking
    // Who typed a path meanwhile is on the way there already.
    if (!(await going) && !signal.aborted && first !== undefined) await go()
  }

  function remember(folder: string): void {
    lastFolder = folder
  }

  onScopeDispose(() => asking.abort())
  return { list, error, loading, go, begin, remember }
}
