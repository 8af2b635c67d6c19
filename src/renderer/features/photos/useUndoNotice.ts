import { toAppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'

/** What a notice of several edits takes back: so many of them, the last of which undo calls by its description. */
export interface Edits {
  readonly steps: number
  readonly description: string
}

/** Tells of an edit with a button that takes it back, as long as nothing else was changed since. */
export function useUndoNotice(): (text: string, edits?: Edits) => void {
  const { client } = useFront()
  const project = useProject()
  const notices = useNotices()

  async function takeBack(steps: number): Promise<void> {
    try {
      for (let step = 0; step < steps; step += 1) await client['history.undo']({})
    } catch (thrown) {
      notices.failed(toAppError(thrown))
    }
  }

  return (text, edits) => {
    const { undo, undoneElsewhere } = strings.photos
    const told = project.revision
    /** What undo would take back once the host has told of this edit. */
    let mine = edits?.description
    const stop = project.$subscribe(() => {
      if (project.revision > told) mine ??= project.state?.undo?.description
    })
    notices.told(text, {
      label: undo,
      async run() {
        stop()
        const now = project.state?.undo?.description
        if (mine !== undefined && now !== mine) return notices.told(undoneElsewhere)
        await takeBack(edits?.steps ?? 1)
      },
    })
  }
}
