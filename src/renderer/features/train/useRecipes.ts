import { shallowRef } from 'vue'
import type { ModelRow } from '../../../shared/contract/models'
import { recipeNames, recipes } from '../../../shared/recipes'
import type { RecipeName } from '../../../shared/recipes'
import { useFront } from '../../front/front'

/** The recipes that can be followed: those whose base has its weights here. None until that is known. */
export function useRecipes() {
  const { client } = useFront()
  const offered = shallowRef<readonly RecipeName[]>([])

  async function find(): Promise<void> {
    // Without an answer the settings can still be chosen one by one.
    offered.value = recipesFor(await client['models.list']({}).catch(() => []))
  }
  void find()
  return offered
}

export function recipesFor(rows: readonly Pick<ModelRow, 'id' | 'weights'>[]): RecipeName[] {
  const here = new Set<string>(rows.filter(({ weights }) => weights !== 'missing').map(({ id }) => id))
  return recipeNames.filter((name) => here.has(recipes[name].model))
}
