import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { ModelSummary } from '../../../shared/contract/models'
import { AppError, toAppError } from '../../../shared/errors'
import { useFront } from '../../front/front'
import { strings } from '../../strings'

export type Tab = 'summary' | 'picture'

/** The form of a network that is looked at. */
export interface Form {
  readonly id: string
  readonly top: boolean
  readonly input: [number, number] | null
}

/** Which form of a network is looked at and how: the page's address says so, so that a reload and the way back keep it. */
export function useModelView() {
  const route = useRoute()
  const router = useRouter()
  const { client } = useFront()
  // On the way to another page the address is already that one's: what is shown stays.
  const { id } = route.params
  const name = typeof id === 'string' ? id : ''
  const query = computed<typeof route.query>((before) =>
    before && route.name !== 'model' ? before : route.query,
  )
  const tab = computed<Tab>(() => (query.value['view'] === 'picture' ? 'picture' : 'summary'))
  const top = computed(() => query.value['top'] !== 'no')
  const input = computed(() => String(query.value['input'] ?? ''))
  const summary = shallowRef<ModelSummary>()
  const error = shallowRef<AppError>()
  const building = ref(false)
  /** The form that the summary is of. */
  const form = shallowRef<Form>()
  let asking = new AbortController()

  function change(changed: Record<string, string | undefined>): void {
    void router.replace({ query: { ...query.value, ...changed } })
  }

  async function ask(): Promise<void> {
    asking.abort()
    const { signal } = (asking = new AbortController())
    building.value = true
    try {
      const wanted = { id: name, top: top.value, input: squareOf(input.value) }
      const shown = await client['models.show'](wanted, { signal })
      if (signal.aborted) return
      summary.value = shown
      form.value = wanted
      error.value = undefined
    } catch (thrown) {
      // What was shown is of another form: beside the message it would mislead.
      if (signal.aborted) return
      error.value = toAppError(thrown)
      summary.value = undefined
      form.value = undefined
    } finally {
      if (!signal.aborted) building.value = false
    }
  }

  watch([top, input], ask, { immediate: true })
  onScopeDispose(() => asking.abort())
  return {
    ...{ id: name, tab, top, input, summary, form, error, building, ask },
    showTab: (chosen: Tab) => change({ view: chosen === 'summary' ? undefined : chosen }),
    setTop: (wanted: boolean) => change({ top: wanted ? undefined : 'no' }),
    setInput: (text: string) => change({ input: text.trim() === '' ? undefined : text.trim() }),
  }
}

/** Height and width; null where nothing is written. @throws AppError `bad-input` */
function squareOf(text: string): [number, number] | null {
  if (text === '') return null
  const side = Number(text)
  if (!Number.isInteger(side) || side < 1 || side > 4096)
    throw new AppError('bad-input', strings.models.model.outside)
  return [side, side]
}
