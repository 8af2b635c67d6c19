import { toAppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'

/**
 * Tells of an edit with a button that takes it back, as long as nothing else was changed since.
 * @returns its second argument: what undo calls the edit, where that is known
 */
export function useUndoNotice(): (text: string, description?: string) => void {
  const { client } = useFront()
  const project = useProject()
  const notices = useNotices()

  async function takeBack(): Promise<void> {
    try {
      await client['history.undo']({})
    } catch (thrown) {
      notices.failed(toAppError(thrown))
    }
  }

  return (text, description) => {
    const { undo, undoneElsewhere } = strings.photos
    const told = project.revision
    /** What undo would take back once the host has told of this edit. */
    let mine = description
    const stop = project.$subscribe(() => {
      if (project.revision > told) mine ??= project.state?.undo?.description
    })
    notices.told(text, {
      label: undo,
      async run() {
        stop()
        const now = project.state?.undo?.description
        if (mine !== undefined && now !== mine) return notices.told(undoneElsewhere)
        await takeBack()
      },
    })
  }
}
