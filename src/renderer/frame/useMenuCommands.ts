import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import type { MenuCommand } from '../../shared/contract/shell'
import { useFront } from '../front/front'
import { follow } from '../stores/follow'
import { useHistory } from './useHistory'
import { creating, useProjectActions } from './useProjectActions'

/** Does what is chosen in the window's menu; a browser has none. */
export function useMenuCommands(showKeys: () => void): void {
  const { client, shell } = useFront()
  if (shell.kind === 'browser') return
  const router = useRouter()
  const { undo, redo } = useHistory()
  const { open, chooseAndOpen } = useProjectActions()
  const go = (name: string) => () => router.push({ name })

  const does: Record<MenuCommand, (folder?: string) => unknown> = {
    'new-project': () => (creating.value = true),
    'open-project': (folder) => (folder === undefined ? chooseAndOpen() : open(folder)),
    // The page of the photos takes it from there.
    'import-folder': () => router.push({ name: 'photos', query: { import: 'folder' } }),
    undo,
    redo,
    'show-photos': go('photos'),
    'show-train': go('train'),
    'show-runs': go('runs'),
    'show-classify': go('classify'),
    'show-export': go('export'),
    'show-models': go('models'),
    'show-keys': showKeys,
  }
  onScopeDispose(
    follow(
      (signal) => client['shell.commands']({}, { signal }),
      ({ command, folder }) => void does[command](folder),
    ),
  )
}
