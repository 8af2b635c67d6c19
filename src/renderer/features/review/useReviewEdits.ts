import { ref } from 'vue'
import type { EditResult } from '../../../shared/contract/labels'
import { useFront } from '../../front/front'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { fileName } from '../photos/file-name'
import { useUndoNotice } from '../photos/useUndoNotice'

const texts = strings.review

interface EditedPhoto {
  readonly id: number
  readonly path: string
}

/** Edits of the photos that are looked at again; each is one that undo takes back. Whether it was done is what they give. */
export function useReviewEdits() {
  const { client } = useFront()
  const notices = useNotices()
  const tellWithUndo = useUndoNotice()
  /** What a screen reader is told. */
  const announcement = ref('')

  async function attempt(
    photos: readonly EditedPhoto[],
    work: (ids: number[]) => Promise<EditResult>,
    told: { one: (name: string) => string; many: (changed: number) => string },
  ): Promise<boolean> {
    const [first, ...others] = photos
    if (!first) return false
    try {
      const { changed, description } = await work(photos.map(({ id }) => id))
      if (others.length === 0) announcement.value = told.one(fileName(first.path))
      else tellWithUndo(told.many(changed), description)
      return true
    } catch (thrown) {
      notices.failed(thrown)
      return false
    }
  }

  return {
    announcement,
    give: (photos: readonly EditedPhoto[], label: string | null) =>
      attempt(photos, (ids) => client['photos.label']({ photos: ids, label }), {
        one: (name) => texts.labelled(name, label),
        many: (changed) => texts.labelledMany(changed, label),
      }),
    exclude: (
      photos: readonly EditedPhoto[],
      excluded: boolean,
      many = (changed: number): string => texts.excludedMany(changed, excluded),
    ) =>
      attempt(photos, (ids) => client['photos.exclude']({ photos: ids, excluded }), {
        one: (name) => texts.excluded(name, excluded),
        many,
      }),
    confirm: (photo: EditedPhoto & { readonly label: string }) =>
      attempt([photo], (ids) => client['labels.confirm']({ photos: ids }), {
        one: (name) => texts.doubts.confirmed(name, photo.label),
        many: String,
      }),
  }
}
