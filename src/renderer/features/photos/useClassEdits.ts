import type { ClassEdit } from '../../../shared/contract/labels'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { moved } from './class-order'
import type { PhotosPage } from './photos-page'
import { useUndoNotice } from './useUndoNotice'
import { aroundClass } from './view-filter'

const texts = strings.photos.classes

/** Making, renaming, merging, deleting and ordering classes; the filter goes along with the class that it shows. */
export function useClassEdits({ pages, filter, show }: PhotosPage) {
  const { client } = useFront()
  const project = useProject()
  const notices = useNotices()
  const tellWithUndo = useUndoNotice()

  /** Whether it was done. */
  async function edit(change: ClassEdit): Promise<boolean> {
    try {
      await pages.edit(() => client['classes.edit'](change))
      return true
    } catch (thrown) {
      notices.failed(thrown)
      return false
    }
  }

  async function followFilter(from: string, to: string | undefined): Promise<void> {
    if (filter.value.label !== from) return
    await show({ ...aroundClass(filter.value), ...(to !== undefined && { label: to }) })
  }

  return {
    create: (label: string) => edit({ kind: 'create', label }),
    async rename(label: string, to: string): Promise<void> {
      if (to.trim() === '' || to.trim() === label) return
      if (await edit({ kind: 'rename', label, to })) await followFilter(label, to.trim())
    },
    async merge(label: string, into: string): Promise<void> {
      if (!(await edit({ kind: 'merge', label, into }))) return
      tellWithUndo(texts.merged(label, into))
      await followFilter(label, into)
    },
    async remove(label: string): Promise<void> {
      const photos = project.classes.find((one) => one.label === label)?.photos ?? 0
      if (!(await edit({ kind: 'delete', label }))) return
      tellWithUndo(texts.deleted(label, photos))
      await followFilter(label, undefined)
    },
    /** @param to the place that it shall have among the others */
    async move(label: string, to: number): Promise<void> {
      const labels = project.classes.map((one) => one.label)
      const order = moved(labels, labels.indexOf(label), to)
      if (order.join('\n') !== labels.join('\n')) await edit({ kind: 'reorder', labels: order })
    },
  }
}
export type ClassEdits = ReturnType<typeof useClassEdits>
