import { onScopeDispose, shallowRef } from 'vue'
import { useFront } from '../front/front'

export interface FolderChoiceOptions {
  readonly title: string
  /** What the button says that takes the folder: "Import", "Open". */
  readonly button: string
  /** Where to begin; left out: the user's own folder. */
  readonly folder?: string | undefined
  /** Whether the folder may be one that is yet to be made. */
  readonly newFolder?: boolean
  /** Set where a file is to be chosen: the endings that it may have, like `h5`. */
  readonly extensions?: readonly string[]
}

/** A choice that waits for the user; the picker shows it. */
export interface OpenChoice {
  readonly options: FolderChoiceOptions
  settle(folder: string | undefined): void
}

/** What the picker of a browser shows; the frame mounts it once for every page. */
export const openChoice = shallowRef<OpenChoice>()

/**
 * Asks for a folder: the system's dialog in a window, the picker of the host's folders in a browser. The picker goes with
 * the page that asked.
 */
export function useFolderChoice(): (options: FolderChoiceOptions) => Promise<string | undefined> {
  const { client, shell } = useFront()
  let asked: OpenChoice | undefined
  onScopeDispose(() => {
    if (asked && asked === openChoice.value) asked.settle(undefined)
  })
  return async (options) => {
    if (shell.kind === 'browser') {
      const choice = chooseInPicker(options)
      asked = openChoice.value
      return choice
    }
    const { title, button, folder } = options
    const chosen = await client['shell.chooseFolder']({ title, button, ...(folder && { folder }) })
    return chosen.folder ?? undefined
  }
}

/** Asks with the picker of the host's folders. */
export function chooseInPicker(options: FolderChoiceOptions): Promise<string | undefined> {
  // A second one takes the place of the first, which then counts as closed.
  openChoice.value?.settle(undefined)
  return new Promise((resolve) => {
    openChoice.value = {
      options,
      settle(folder) {
        openChoice.value = undefined
        resolve(folder)
      },
    }
  })
}
