import { computed, onScopeDispose, shallowRef } from 'vue'
import type { RecentProject } from '../../../shared/contract/projects'
import { useFront } from '../../front/front'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { createForgetting } from './forgetting'

/** Milliseconds for which a project can be brought back to the list: as long as the notice says so. */
const REGRET = 9000

const forgetting = createForgetting(REGRET)

/** The projects that were open before, the last one first; one that was taken off the list can be brought back for a while. */
export function useRecentProjects(failed: (thrown: unknown) => void) {
  const { client } = useFront()
  const notices = useNotices()
  const listed = shallowRef<readonly RecentProject[]>()
  const leaving = new AbortController()

  async function load(): Promise<void> {
    try {
      listed.value = await client['projects.recent']({}, { signal: leaving.signal })
    } catch (thrown) {
      if (!leaving.signal.aborted) failed(thrown)
    }
  }

  function forget({ folder, name }: RecentProject): void {
    forgetting.begin(folder, async () => {
      try {
        listed.value = await client['projects.forget']({ folder })
      } catch (thrown) {
        notices.failed(thrown)
      }
    })
    const { forgot, undo } = strings.start.recent
    notices.told(forgot(name), { label: undo, run: () => forgetting.takeBack(folder) })
  }

  void load()
  onScopeDispose(() => leaving.abort())
  return {
    /** Undefined until it is known. */
    recent: computed(() => listed.value?.filter(({ folder }) => !forgetting.folders.has(folder))),
    load,
    forget,
  }
}
