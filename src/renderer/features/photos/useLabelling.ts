import { ref, shallowReactive } from 'vue'
import type { ComputedRef } from 'vue'
import { useFront } from '../../front/front'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { fileName } from './file-name'
import { isAlone } from './selection'
import { useUndoNotice } from './useUndoNotice'
import type { PhotoFocus } from './usePhotoFocus'
import type { PhotoPagesView } from './usePhotoPages'
import { leavesBy } from './view-filter'
import type { ViewFilter } from './view-filter'

const texts = strings.photos

/** Gives photos their class: what is selected, or else the photo in focus. */
export function useLabelling(pages: PhotoPagesView, focus: PhotoFocus, filter: ComputedRef<ViewFilter>) {
  const { client } = useFront()
  const notices = useNotices()
  const tellWithUndo = useUndoNotice()
  /** How often each photo was labelled: a cell flashes whenever its number changes. */
  const flashes = shallowReactive(new Map<number, number>())
  /** What a screen reader is told. */
  const announcement = ref('')

  function targets(): number[] {
    if (focus.selection.value.ids.size > 0) return [...focus.selection.value.ids]
    const photo = focus.photo.value
    return photo ? [photo.id] : []
  }

  /** One photo in focus: the focus moves on, as in typing. Several: they stay, and a notice offers the way back. */
  async function give(label: string | null): Promise<void> {
    const photos = targets()
    if (photos.length === 0) return
    const photo = focus.photo.value
    const single = photos.length === 1 && photos[0] === photo?.id
    const done = save(photos, label)
    if (single && photo) {
      announcement.value = texts.labelledOne(fileName(photo.path), label)
      flashes.set(photo.id, (flashes.get(photo.id) ?? 0) + 1)
      moveOn()
    } else if (leavesBy(filter.value, label)) focus.clear()
    const changed = await done
    if (!single && changed !== undefined) tellWithUndo(texts.labelled(changed, label))
  }

  function moveOn(): void {
    const last = (pages.total.value ?? 1) - 1
    if (focus.index.value < last) focus.moveTo(focus.index.value + 1)
    else if (leavesBy(filter.value, '') && isAlone(focus.selection.value, focus.photo.value?.id))
      focus.clear()
  }

  /** How many photos were changed; undefined where none could be. */
  async function save(photos: number[], label: string | null): Promise<number | undefined> {
    try {
      const change = () => client['photos.label']({ photos, label })
      return (await pages.edit(change, new Set(photos), label)).changed
    } catch (thrown) {
      notices.failed(thrown)
      return undefined
    }
  }

  return { flashes, announcement, targets, give }
}
export type Labelling = ReturnType<typeof useLabelling>
