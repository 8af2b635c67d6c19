import { computed, ref, shallowRef, watch } from 'vue'
import { useNotices } from '../../ui/useNotices'
import { extendTo, isAlone, nothingSelected, selectAll, selectOnly, toggle } from './selection'
import type { Anchor } from './selection'
import type { PhotoPagesView } from './usePhotoPages'

/** Which photo has the focus and which are selected; both stay with their photos when the list changes. */
export function usePhotoFocus(pages: PhotoPagesView) {
  const notices = useNotices()
  const index = ref(0)
  /** Undefined as long as the page of the photo is on its way. */
  let id: number | undefined
  let selectWhenThere = false
  const selection = shallowRef(nothingSelected)
  let latestRange = 0
  /** Whether the numbers of what is to be selected are on their way. */
  const selecting = ref(false)

  function anchorAt(place: number): Anchor | undefined {
    const photo = pages.at(place)
    return photo && { id: photo.id, index: place }
  }

  /** Moves the focus; a selection of the focused photo alone goes along. */
  function moveTo(place: number): void {
    const goesAlong = isAlone(selection.value, id) || selectWhenThere
    setFocus(place)
    if (goesAlong) select(place)
  }

  function setFocus(place: number): void {
    index.value = Math.max(0, Math.min(place, (pages.total.value ?? 1) - 1))
    id = pages.at(index.value)?.id
    selectWhenThere = false
  }

  function select(place: number): void {
    supersede()
    const anchor = anchorAt(place)
    selectWhenThere = !anchor
    selection.value = anchor ? selectOnly(anchor) : nothingSelected
  }

  async function extend(place: number): Promise<void> {
    const anchor = selection.value.anchor ?? anchorAt(index.value) ?? anchorAt(place)
    if (!anchor) return
    setFocus(place)
    const to = index.value
    const range = await listed(Math.min(anchor.index, to), Math.max(anchor.index, to))
    if (range) selection.value = extendTo({ ...selection.value, anchor }, range)
  }

  /** The numbers of a range; undefined where another selection came meanwhile, or no answer. */
  async function listed(first: number, last: number): Promise<number[] | undefined> {
    const mine = (latestRange += 1)
    selecting.value = true
    try {
      const ids = await pages.idsBetween(first, last)
      return mine === latestRange ? ids : undefined
    } catch (thrown) {
      notices.failed(thrown)
      return undefined
    } finally {
      if (mine === latestRange) selecting.value = false
    }
  }

  /** Whatever is on its way to be selected comes too late. */
  function supersede(): void {
    latestRange += 1
    selecting.value = false
  }

  function clear(): void {
    supersede()
    selectWhenThere = false
    selection.value = nothingSelected
  }

  /** After the list has changed: finds the photos again, wherever they are now. */
  function followPhotos(): void {
    const here = pages.at(index.value)
    if (id === undefined) id = here?.id
    else if (here?.id !== id) {
      const moved = pages.indexOf(id)
      if (moved !== undefined) index.value = moved
      else if (pages.isSettled()) setFocus(index.value)
    }
    if (selectWhenThere) select(index.value)
    const { anchor } = selection.value
    if (!anchor || pages.at(anchor.index)?.id === anchor.id) return
    const place = pages.indexOf(anchor.id)
    if (place !== undefined) selection.value = { ...selection.value, anchor: { ...anchor, index: place } }
  }
  watch(pages.version, followPhotos, { flush: 'sync' })

  return {
    index,
    selection,
    selecting,
    photo: computed(() => pages.at(index.value)),
    moveTo,
    /** The photo alone is selected and has the focus. */
    selectAt(place: number): void {
      setFocus(place)
      select(place)
    },
    toggleAt(place: number): void {
      setFocus(place)
      supersede()
      const anchor = anchorAt(place)
      if (anchor) selection.value = toggle(selection.value, anchor)
    },
    extend,
    async selectEverything(): Promise<void> {
      const ids = await listed(0, (pages.total.value ?? 0) - 1)
      if (ids) selection.value = selectAll(selection.value, ids)
    },
    clear,
    /** Another filter: from the beginning. */
    startOver(): void {
      clear()
      setFocus(0)
    },
  }
}
export type PhotoFocus = ReturnType<typeof usePhotoFocus>
