import { until } from '@vueuse/core'
import { ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useFront } from '../front/front'
import { useProject } from '../stores/project.store'
import { strings } from '../strings'
import { useFolderChoice } from '../ui/useFolderChoice'
import { useNotices } from '../ui/useNotices'
import { railPage } from './pages'

/** Milliseconds to wait for the facts of a project that is open. */
const PATIENCE = 3000

/** Whether the dialog for a new project is open; the frame mounts it once. */
export const creating = ref(false)
/** Whether a project is being opened, made or closed: one at a time. */
const busy = ref(false)

/**
 * What can be done with projects as a whole; each ends on the page where one goes on.
 * @param failed told what went wrong; left out: a notice says it
 */
export function useProjectActions(failed?: (thrown: unknown) => void) {
  const { client } = useFront()
  const router = useRouter()
  const route = useRoute()
  const project = useProject()
  const notices = useNotices()
  const chooseFolder = useFolderChoice()

  /** @returns whether it went well */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await work()
      return true
    } catch (thrown) {
      ;(failed ?? notices.failed)(thrown)
      return false
    } finally {
      busy.value = false
    }
  }

  /** Goes on to the page that was asked for before a project was open, else to its photos. */
  async function enter(work: () => Promise<{ project: string }>): Promise<boolean> {
    const name = railPage(route.query['for']) ?? 'photos'
    const done = await attempt(async () => {
      const { project: folder } = await work()
      // Its facts come on a stream of their own; before they are here its pages would send one back.
      await until(() => project.state?.folder).toBe(folder, { timeout: PATIENCE })
    })
    if (done) await router.push({ name })
    return done
  }
  const open = (folder: string): Promise<boolean> => enter(() => client['project.open']({ folder }))

  return {
    busy,
    open,
    async chooseAndOpen(): Promise<void> {
      const { title, button } = strings.start.openDialog
      const folder = await chooseFolder({ title, button })
      if (folder !== undefined) await open(folder)
    },
    create: (folder: string): Promise<boolean> => enter(() => client['project.create']({ folder })),
    sample: (): Promise<boolean> => enter(() => client['project.sample']({})),
    async close(): Promise<void> {
      const { name = '', folder } = project.state ?? {}
      const done = await attempt(() => client['project.close']({}))
      if (!done || folder === undefined) return
      await router.push({ name: 'start' })
      notices.told(strings.frame.project.closed(name), {
        label: strings.frame.project.reopen,
        run: () => open(folder),
      })
    },
  }
}
