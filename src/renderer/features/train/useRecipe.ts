import { storeToRefs } from 'pinia'
import { computed, onScopeDispose, watch } from 'vue'
import { recipes } from '../../../shared/recipes'
import type { RecipeName } from '../../../shared/recipes'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { useWaitingRecipe } from './recipe.store'
import { useBases } from './useBases'
import type { TrainForm } from './useTrainForm'

/**
 * Follows recipes: at once where the weights of the base are here, else once they have come or another base was taken. One
 * that waits when the page is left is followed when somebody comes back and the weights are here.
 */
export function useRecipe({ follow }: Pick<TrainForm, 'follow'>) {
  const notices = useNotices()
  const { asked, missingBase } = useBases()
  const { wanted } = storeToRefs(useWaitingRecipe())
  /** The base whose weights the chosen recipe waits for. */
  const missing = computed(() => wanted.value && missingBase(wanted.value))
  let left = false

  async function choose(recipe: RecipeName): Promise<void> {
    wanted.value = recipe
    await goOn()
  }

  /** Whoever has left meanwhile would never see the settings: then the recipe waits. */
  async function goOn(): Promise<void> {
    await asked
    if (wanted.value && !missing.value && !left) followOn(recipes[wanted.value].model)
  }

  /** @param model the base that the recipe is to be followed on, its weights here */
  function followOn(model: string): void {
    if (!wanted.value) return
    follow(wanted.value, model)
    notices.told(strings.train.recipes.followed(strings.train.recipes.all[wanted.value].name, model))
    wanted.value = undefined
  }

  // Wherever they have come from.
  watch(missing, (now, before) => {
    if (before && !now && wanted.value) followOn(before.id)
  })
  onScopeDispose(() => (left = true))
  void goOn()
  return { wanted, missing, choose, followOn }
}
