import { computed } from 'vue'
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

  async function walk(call: 'history.undo' | 'history.redo', told: (what: string) => string): Promise<void> {
    try {
      const { description } = await client[call]({})
      notices.told(told(description))
    } catch (thrown) {
      notices.failed(thrown)
    }
  }

  const undoable = computed(() => project.state?.undo?.description)
  const redoable = computed(() => project.state?.redo?.description)
  return {
    /** What an undo would take back; undefined where there is nothing. */
    undoable,
    redoable,
    async undo(): Promise<void> {
      if (undoable.value === undefined) notices.told(texts.nothing)
      else await walk('history.undo', texts.undone)
    },
    async redo(): Promise<void> {
      if (redoable.value === undefined) notices.told(texts.nothingAgain)
      else await walk('history.redo', texts.redone)
    },
  }
}
