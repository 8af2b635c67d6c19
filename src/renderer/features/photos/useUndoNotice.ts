import { toAppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'

/** Tells of an edit with a button that takes it back, as long as nothing else was changed since. */
export function useUndoNotice(): (text: string) => void {
  const { client } = useFront()
  const project = useProject()
  const notices = useNotices()

  return (text) => {
    const { undo, undoneElsewhere } = strings.photos
    const told = project.revision
    /** What undo would take back once the host has told of this edit. */
    let mine: string | undefined
    const stop = project.$subscribe(() => {
      if (project.revision > told) mine ??= project.state?.undo?.description
    })
    notices.told(text, {
      label: undo,
      async run() {
        stop()
        const now = project.state?.undo?.description
        if (mine !== undefined && now !== mine) return notices.told(undoneElsewhere)
        await client['history.undo']({}).catch((thrown: unknown) => notices.failed(toAppError(thrown)))
      },
    })
  }
}
