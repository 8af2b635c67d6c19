import { useFront } from '../front/front'
import { chooseInPicker } from './useFolderChoice'

export interface FileChoiceOptions {
  readonly title: string
  /** What the button says that takes the file: "Import". */
  readonly button: string
  /** The endings that it may have, like `h5`. */
  readonly extensions: readonly string[]
}

/** Asks for a file of the host: the system's dialog in a window, the picker of the host's folders in a browser. */
export function useFileChoice(): (options: FileChoiceOptions) => Promise<string | undefined> {
  const { client, shell } = useFront()
  return async ({ title, button, extensions }) => {
    if (shell.kind === 'browser') return chooseInPicker({ title, button, extensions })
    const chosen = await client['shell.chooseFile']({ title, button, extensions: [...extensions] })
    return chosen.path ?? undefined
  }
}
