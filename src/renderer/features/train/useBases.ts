import { computed, shallowRef } from 'vue'
import type { ModelRow } from '../../../shared/contract/models'
import { models } from '../../../shared/models'
import type { ModelFacts } from '../../../shared/models'
import { recipeNames, recipes } from '../../../shared/recipes'
import type { RecipeName } from '../../../shared/recipes'
import { useFront } from '../../front/front'

/** The networks whose weights are here, and the recipes that need no others. Until the host has answered: what ships. */
export function useBases() {
  const { client } = useFront()
  const bases = shallowRef<readonly ModelFacts[]>(models.filter(({ bundled }) => bundled))
  const offered = computed(() => recipesFor(bases.value))

  async function find(): Promise<void> {
    const rows = await client['models.list']({})
    bases.value = rows.filter(hasWeights)
  }
  // Without an answer there is still what ships.
  void find().catch(() => undefined)
  return { bases, recipes: offered }
}

export function hasWeights({ weights }: Pick<ModelRow, 'weights'>): boolean {
  return weights !== 'missing'
}

export function recipesFor(bases: readonly Pick<ModelFacts, 'id'>[]): RecipeName[] {
  const here = new Set<string>(bases.map(({ id }) => id))
  return recipeNames.filter((name) => here.has(recipes[name].model))
}
