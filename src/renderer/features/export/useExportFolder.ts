import { computed, ref, watch } from 'vue'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { strings } from '../../strings'
import { within } from '../../ui/paths'
import { useFolderChoice } from '../../ui/useFolderChoice'
import { exportsOf, freeName, isWholePath, placeInstead } from './folders'
import type { Place } from './folders'

/** Into which folder a run is exported: a free one in the project is proposed until the user says otherwise. */
export function useExportFolder(run: () => number | undefined) {
  const { client, shell } = useFront()
  const project = useProject()
  const chooseFolder = useFolderChoice()
  const texts = strings.exporting
  const folder = ref('')
  const isOwn = ref(false)
  let proposals = 0

  /** The first free folder at a place, as far as this can be seen. */
  async function freeFolder({ parent, name }: Place): Promise<string> {
    // A parent that is not there yet, or may not be looked into, shows nothing that is taken.
    const list = await client['folders.list']({ folder: parent }).catch(() => undefined)
    const taken = list?.folders.map((one) => one.name) ?? []
    return within(parent, freeName(name, taken), shell.platform)
  }

  async function propose(): Promise<void> {
    const [number, home] = [run(), project.state?.folder]
    const own = ++proposals
    if (isOwn.value || number === undefined || home === undefined) return
    const free = await freeFolder(exportsOf(home, number, shell.platform))
    if (own === proposals && !isOwn.value) folder.value = free
  }

  async function choose(): Promise<void> {
    const options = { title: texts.chooseTitle, button: texts.chooseButton, newFolder: true }
    const chosen = await chooseFolder({ ...options, folder: project.state?.folder })
    if (chosen !== undefined) type(chosen)
  }
  function type(path: string): void {
    folder.value = path
    isOwn.value = true
  }
  /** After an export the proposal is taken; what the user chose was meant for that one. */
  async function renew(): Promise<void> {
    isOwn.value = false
    await propose()
  }

  watch([run, () => project.state?.folder], propose, { immediate: true })
  return {
    folder,
    type,
    choose,
    renew,
    isWhole: computed(() => isWholePath(folder.value.trim(), shell.platform)),
    /** A folder to take where this one holds something. */
    instead: (number: number) => freeFolder(placeInstead(folder.value.trim(), number, shell.platform)),
  }
}
