import { computed, inject, provide, reactive, ref, watch } from 'vue'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import { recipes } from '../../../shared/recipes'
import type { RecipeName } from '../../../shared/recipes'
import { useFront } from '../../front/front'
import { useNotices } from '../../ui/useNotices'
import { checkDraft, defaultSettings } from './settings-draft'
import type { CheckedDraft, SettingsDraft } from './settings-draft'
import { rememberSettings, rememberedSettings } from './settings-memory'

/** The settings of the next training while they are chosen. */
export interface TrainForm {
  readonly draft: SettingsDraft
  readonly checked: ComputedRef<CheckedDraft>
  /** The run whose settings were taken over; undefined once they were put back. */
  readonly copiedFrom: Ref<number | undefined>
  reset(): void
  /** Takes over the settings that belong together. @param model the base where it is not the recipe's own */
  follow(recipe: RecipeName, model?: string): void
}

const formKey: InjectionKey<TrainForm> = Symbol('train form')

/** Makes the form of the page; the fields in it find it by `trainForm`. @param folder of the open project */
export function useTrainForm(folder: string): TrainForm & { copyFrom(run: number): Promise<void> } {
  const { client } = useFront()
  const notices = useNotices()
  const draft = reactive<SettingsDraft>(rememberedSettings(localStorage, folder))
  const checked = computed(() => checkDraft(draft))
  const copiedFrom = ref<number>()

  watch(checked, ({ settings }) => {
    if (settings) rememberSettings(localStorage, folder, settings)
  })

  const form: TrainForm = {
    ...{ draft, checked, copiedFrom },
    reset() {
      Object.assign(draft, structuredClone(defaultSettings))
      copiedFrom.value = undefined
    },
    follow(recipe, model = recipes[recipe].model) {
      Object.assign(draft, recipes[recipe], { model })
      copiedFrom.value = undefined
    },
  }
  provide(formKey, form)

  /** Takes over the settings with which a run was trained. */
  async function copyFrom(run: number): Promise<void> {
    try {
      const { settings } = await client['runs.show']({ run })
      Object.assign(draft, settings)
      copiedFrom.value = run
    } catch (thrown) {
      notices.failed(thrown)
    }
  }
  return { ...form, copyFrom }
}

/** The form of the page around a field. */
export function trainForm(): TrainForm {
  const form = inject(formKey)
  if (!form) throw new Error('A field of the training was mounted outside of its page.')
  return form
}
