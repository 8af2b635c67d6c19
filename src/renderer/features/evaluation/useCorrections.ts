import { ref } from 'vue'
import type { RunPhoto } from '../../../shared/contract/evaluation'
import { useFront } from '../../front/front'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { fileName } from '../photos/file-name'

const texts = strings.evaluation.photos

/** Changes labels where the mistakes are seen; each change is an edit that undo takes back. */
export function useCorrections() {
  const { client } = useFront()
  const notices = useNotices()
  /** What a screen reader is told. */
  const announcement = ref('')

  async function attempt(told: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      announcement.value = told
    } catch (thrown) {
      notices.failed(thrown)
    }
  }

  return {
    announcement,
    give: ({ id, path }: RunPhoto, label: string | null) =>
      attempt(texts.changed(fileName(path), label), () => client['photos.label']({ photos: [id], label })),
    exclude: ({ id, path }: RunPhoto) =>
      attempt(texts.excluded(fileName(path)), () =>
        client['photos.exclude']({ photos: [id], excluded: true }),
      ),
  }
}
