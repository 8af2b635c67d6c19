import { onScopeDispose, ref } from 'vue'
import { useRouter } from 'vue-router'
import { useFront } from '../../front/front'

/** Hands a photo over and goes to where it is classified; another one takes the place of the one before. */
export function usePhotoToClassify(failed: (thrown: unknown) => void) {
  const front = useFront()
  const router = useRouter()
  const working = ref(false)
  let offering = new AbortController()

  async function classify([file]: readonly File[]): Promise<void> {
    if (!file) return
    offering.abort()
    const { signal } = (offering = new AbortController())
    working.value = true
    try {
      const asset = await front.offerPhoto(file, signal)
      if (!signal.aborted) await router.push({ name: 'classify', query: { asset, name: file.name } })
    } catch (thrown) {
      if (!signal.aborted) failed(thrown)
    } finally {
      if (!signal.aborted) working.value = false
    }
  }

  onScopeDispose(() => offering.abort())
  return { working, classify }
}
