import { computed, onScopeDispose, ref, shallowReactive, shallowRef, watch } from 'vue'
import type { Suspect, SuspectList } from '../../../shared/contract/review'
import { toAppError } from '../../../shared/errors'
import type { AppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { useProject } from '../../stores/project.store'

const PAGE = 200

/**
 * The labels in doubt, the worst first, and the one that is looked at. What was decided goes at once, and comes back,
 * looked at again, when the decision is taken back.
 */
export function useSuspects() {
  const { client } = useFront()
  const project = useProject()
  const leaving = new AbortController()
  /** Undefined until the host has answered. */
  const list = shallowRef<SuspectList>()
  const error = shallowRef<AppError>()
  const limit = ref(PAGE)
  const index = ref(0)
  /** Decided, though the list may still have them. */
  const decided = shallowReactive(new Set<number>())
  /** Those of them of which the host has heard: the next list is without them. */
  const heard = new Set<number>()
  /** In the order in which they were decided. */
  const latest: number[] = []
  let turn = 0

  const suspects = computed(() => list.value?.suspects.filter(({ id }) => !decided.has(id)) ?? [])
  const left = computed(() => {
    const { total = 0, suspects: listed = [] } = list.value ?? {}
    return total - (listed.length - suspects.value.length)
  })

  async function load(): Promise<void> {
    const own = ++turn
    const gone = [...heard]
    try {
      const found = await client['labels.suspects']({ limit: limit.value }, { signal: leaving.signal })
      if (own !== turn) return
      list.value = found
      error.value = undefined
      for (const id of gone) {
        heard.delete(id)
        decided.delete(id)
      }
      followUndo()
    } catch (thrown) {
      if (!leaving.signal.aborted && own === turn) error.value = toAppError(thrown)
    }
  }

  /** What was decided last and is in doubt again is looked at. */
  function followUndo(): void {
    const last = latest.at(-1)
    const place = suspects.value.findIndex(({ id }) => id === last)
    if (place >= 0) {
      latest.pop()
      index.value = place
    }
    moveTo(index.value)
  }

  function moveTo(place: number): void {
    index.value = Math.max(0, Math.min(place, suspects.value.length - 1))
  }

  /** @param work resolves to whether it was done */
  async function decide(suspect: Suspect, work: () => Promise<boolean>): Promise<void> {
    decided.add(suspect.id)
    moveTo(index.value)
    if (await work()) {
      heard.add(suspect.id)
      latest.push(suspect.id)
    } else decided.delete(suspect.id)
    await load()
  }

  watch([() => project.state?.folder, () => project.revision, limit], load, { immediate: true })
  onScopeDispose(() => leaving.abort())
  return {
    ...{ list, error, suspects, left, index, load, moveTo, decide },
    suspect: computed(() => suspects.value[index.value]),
    more: () => (limit.value += PAGE),
  }
}
