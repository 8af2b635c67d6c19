import { computed } from 'vue'
import { toAppError } from '../../shared/errors'
import { useFront } from '../front/front'
import { useProject } from '../stores/project.store'
import { strings } from '../strings'
import { useNotices } from '../ui/useNotices'

/** Undo and redo of the open project's edits. */
export function useHistory() {
  const { client } = useFront()
  const project = useProject()
  const notices = useNotices()
  const texts = strings.frame.history

  /** Asks in any case: the facts of the project come a moment after an edit, and fingers are faster. */
  async function walk(
    call: 'history.undo' | 'history.redo',
    told: (what: string) => string,
    nothing: string,
  ): Promise<void> {
    try {
      const { description } = await client[call]({})
      notices.told(told(description))
    } catch (thrown) {
      if (toAppError(thrown).code === 'bad-input') notices.told(nothing)
      else notices.failed(thrown)
    }
  }

  const undoable = computed(() => project.state?.undo?.description)
  const redoable = computed(() => project.state?.redo?.description)
  return {
    /** What an undo would take back; undefined where there is nothing. */
    undoable,
    redoable,
    undo: () => walk('history.undo', texts.undone, texts.nothing),
    redo: () => walk('history.redo', texts.redone, texts.nothingAgain),
  }
}
