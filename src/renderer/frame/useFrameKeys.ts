import type { RouteLocationRaw } from 'vue-router'
import { useRouter } from 'vue-router'
import { strings } from '../strings'
import { useKeys } from '../ui/useKeys'
import { pages } from './pages'
import { useHistory } from './useHistory'

/** The keys that work on every page. */
export function useFrameKeys(showKeys: () => void): void {
  const router = useRouter()
  const { undo, redo } = useHistory()
  const { keys: texts, history, pages: names } = strings.frame
  const group = texts.everywhere
  const go = (to: RouteLocationRaw) => () => void router.push(to)

  useKeys(() => [
    ...pages.map((name, index) => ({
      ...{ keys: `Alt+${index + 1}`, description: texts.go(names[name]), group },
      run: go({ name }),
    })),
    { keys: 'Alt+0', description: texts.go(names.start), group, run: go({ name: 'start' }) },
    { keys: 'Ctrl+Z', description: history.undo, group, run: () => void undo() },
    { keys: 'Ctrl+Shift+Z', description: history.redo, group, run: () => void redo() },
    { keys: 'Ctrl+Y', description: history.redo, group, run: () => void redo() },
    { keys: '?', description: texts.show, group, run: showKeys },
  ])
}
