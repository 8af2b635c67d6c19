import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { RecipeName } from '../../../shared/recipes'
import { useProject } from '../../stores/project.store'

/** The recipe that was chosen and is not followed yet, because weights are missing: it waits while other pages are looked at. */
export const useWaitingRecipe = defineStore('waiting recipe', () => {
  const project = useProject()
  const waiting = shallowRef<{ readonly recipe: RecipeName; readonly folder: string | undefined }>()

  return {
    /** Undefined where none waits, or one of another project. */
    wanted: computed({
      get: () => (waiting.value?.folder === project.state?.folder ? waiting.value?.recipe : undefined),
      set: (recipe) => (waiting.value = recipe && { recipe, folder: project.state?.folder }),
    }),
  }
})
