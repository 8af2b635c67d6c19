import { onScopeDispose, readonly, ref, shallowRef } from 'vue'
import { toAppError } from '../../../shared/errors'
import type { UploadAnswer } from '../../../shared/upload'
import { strings } from '../../strings'
import { askWhatIsIn } from './answer'

/** The photo on the page; its address is valid until the next photo comes. */
export interface ShownPhoto {
  readonly name: string
  readonly address: string
}

/** One photo and what is said of it; a new photo takes the place of the one before, answered or not. */
export function useClassify() {
  const photo = shallowRef<ShownPhoto>()
  const answer = shallowRef<UploadAnswer>()
  const problem = ref('')
  const working = ref(false)
  let asking = new AbortController()

  function show(file: File): void {
    if (photo.value) URL.revokeObjectURL(photo.value.address)
    photo.value = { name: file.name, address: URL.createObjectURL(file) }
  }

  /** Classifies the first of the files; what came without a file is a mistake to be told. */
  async function classify(files: Iterable<File>): Promise<void> {
    const [file] = files
    asking.abort()
    const { signal } = (asking = new AbortController())
    answer.value = undefined
    problem.value = file ? '' : strings.errors.noFile
    working.value = file !== undefined
    if (!file) return
    show(file)
    try {
      const given = await askWhatIsIn(file, signal)
      if (!signal.aborted) answer.value = given
    } catch (thrown) {
      if (!signal.aborted) problem.value = toAppError(thrown).message
    } finally {
      if (!signal.aborted) working.value = false
    }
  }

  onScopeDispose(() => {
    asking.abort()
    if (photo.value) URL.revokeObjectURL(photo.value.address)
  })
  return { photo, answer, problem: readonly(problem), working: readonly(working), classify }
}
