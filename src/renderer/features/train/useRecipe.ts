import { computed, ref, watch } from 'vue'
import { recipes } from '../../../shared/recipes'
import type { RecipeName } from '../../../shared/recipes'
import { strings } from '../../strings'
import { useNotices } from '../../ui/useNotices'
import { useBases } from './useBases'
import type { TrainForm } from './useTrainForm'

/** Follows recipes: at once where the weights of the base are here, else once they have come or another base was taken. */
export function useRecipe({ follow }: Pick<TrainForm, 'follow'>) {
  const notices = useNotices()
  const { asked, missingBase } = useBases()
  const wanted = ref<RecipeName>()
  /** The base whose weights the chosen recipe waits for. */
  const missing = computed(() => wanted.value && missingBase(wanted.value))

  async function choose(recipe: RecipeName): Promise<void> {
    wanted.value = recipe
    await asked
    if (!missing.value) followOn(recipes[recipe].model)
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
  return { wanted, missing, choose, followOn }
}
