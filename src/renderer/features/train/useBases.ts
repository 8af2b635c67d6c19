import { computed } from 'vue'
import type { ModelRow } from '../../../shared/contract/models'
import { models } from '../../../shared/models'
import type { ModelFacts } from '../../../shared/models'
import { recipes } from '../../../shared/recipes'
import type { RecipeName } from '../../../shared/recipes'
import { useWeights } from '../models/weights.store'

const shipped = models.filter(({ bundled }) => bundled)

/** The networks whose weights are here, and those whose weights are not. Until the host has answered: what ships. */
export function useBases() {
  const weights = useWeights()
  const asked = weights.ask()
  return {
    /** Resolves once the host has answered, or could not. */
    asked,
    bases: computed<readonly ModelFacts[]>(() => weights.rows?.filter(hasWeights) ?? shipped),
    /** The base of a recipe where its weights are missing; undefined where it can be followed, or nothing is known. */
    missingBase: (recipe: RecipeName) => missingBase(recipe, weights.rows ?? []),
  }
}

export function hasWeights({ weights }: Pick<ModelRow, 'weights'>): boolean {
  return weights !== 'missing'
}

export function missingBase<Row extends Pick<ModelRow, 'id' | 'weights'>>(
  recipe: RecipeName,
  rows: readonly Row[],
): Row | undefined {
  return rows.find((row) => row.id === recipes[recipe].model && !hasWeights(row))
}
