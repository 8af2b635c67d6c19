import { ref, shallowReactive } from 'vue'
import type { ComputedRef } from 'vue'
import type { EditResult } from '../../../shared/contract/labels'
import type { Photo } from '../../../shared/contract/photos'
import { useFront } from '../../front/front'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { fileName } from './file-name'
import type { PhotoChange } from './photo-pages'
import { isAlone } from './selection'
import { acceptable } from './suggestions'
import { useUndoNotice } from './useUndoNotice'
import type { PhotoFocus } from './usePhotoFocus'
import type { PhotoPagesView } from './usePhotoPages'
import { leavesBy } from './view-filter'
import type { ViewFilter } from './view-filter'

const texts = strings.photos

/** A photo as it is once its suggestion was taken. */
function suggested(photo: Photo): PhotoChange {
  return { label: acceptable(photo) ?? photo.label }
}

/** Gives photos their class, or leaves them out: what is selected, or else the photo in focus. */
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

  /** The photo in focus where it is the only one that is meant. */
  function onlyPhoto() {
    const [id, ...others] = targets()
    const photo = focus.photo.value
    return photo && photo.id === id && others.length === 0 ? photo : undefined
  }

  /** One photo in focus: the focus moves on, as in typing. Several: they stay, and a notice offers the way back. */
  async function give(label: string | null): Promise<void> {
    const photos = targets()
    if (photos.length === 0) return
    const photo = onlyPhoto()
    const done = save(photos, label)
    if (photo) {
      announcement.value = texts.labelledOne(fileName(photo.path), label)
      flashes.set(photo.id, (flashes.get(photo.id) ?? 0) + 1)
      moveOn(leavesBy(filter.value, label, photo.suggestion))
    } else if (leavesBy(filter.value, label)) focus.clear()
    const result = await done
    if (!photo && result) tellWithUndo(texts.labelled(result.changed, label))
  }

  /** Takes the suggestions for the label; photos without another one than they have stay as they are. */
  async function accept(): Promise<void> {
    const photo = onlyPhoto()
    if (photo) {
      const label = acceptable(photo)
      if (label === undefined) announcement.value = texts.suggestions.nothingHere(fileName(photo.path))
      else await give(label)
      return
    }
    const run = filter.value.suggestedBy
    const photos = targets()
    if (run === undefined || photos.length === 0) return
    const done = edit(photos, suggested, () => client['suggestions.accept']({ run, photos }))
    const { unlabelled, disagrees, label } = filter.value
    // What goes out of sight must not stay selected: the next key would be for it.
    if (unlabelled || disagrees || label !== undefined) focus.clear()
    const result = await done
    if (result?.changed === 0) notices.told(texts.suggestions.nothingSelected)
    else if (result) tellWithUndo(texts.suggestions.accepted(result.changed))
  }

  /** Leaves photos out of trainings and evaluations, or takes them back in where the first of them is out. */
  async function toggleExcluded(): Promise<void> {
    const ids = targets()
    const photo = onlyPhoto()
    const [first = photo] = photo ? [] : await pages.photosOf(ids.slice(0, 1))
    if (!first) return
    const excluded = !first.excluded
    const done = edit(ids, { excluded }, () => client['photos.exclude']({ photos: ids, excluded }))
    const leaves = Boolean(filter.value.excluded) && !excluded
    if (photo) {
      announcement.value = texts.excludedOne(fileName(photo.path), excluded)
      moveOn(leaves)
    } else if (leaves) focus.clear()
    const result = await done
    if (!photo && result) tellWithUndo(texts.excluded(result.changed, excluded))
  }

  /** @param leaves whether the photo goes out of sight */
  function moveOn(leaves: boolean): void {
    const last = (pages.total.value ?? 1) - 1
    if (focus.index.value < last) focus.moveTo(focus.index.value + 1)
    else if (leaves && isAlone(focus.selection.value, focus.photo.value?.id)) focus.clear()
  }

  function save(photos: number[], label: string | null): Promise<EditResult | undefined> {
    return edit(photos, { label }, () => client['photos.label']({ photos, label }))
  }

  /** What was done; undefined where it could not be. */
  async function edit(
    photos: readonly number[],
    to: PhotoChange | ((photo: Photo) => PhotoChange),
    change: () => Promise<EditResult>,
  ): Promise<EditResult | undefined> {
    try {
      return await pages.edit(change, new Set(photos), to)
    } catch (thrown) {
      notices.failed(thrown)
      return undefined
    }
  }

  return { flashes, announcement, targets, give, accept, toggleExcluded }
}
