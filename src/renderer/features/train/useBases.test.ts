import { expect, it } from 'vitest'
import { recipes } from '../../../shared/recipes'
import { checkDraft } from './settings-draft'
import { hasWeights, recipesFor } from './useBases'

it('offers a recipe where the weights of its base are here', () => {
  expect(recipesFor([{ id: 'EfficientNet-Lite0' }, { id: 'MobileNetV2' }])).toEqual(['tutorial'])
  expect(recipesFor([{ id: 'EfficientNet-Lite0' }])).toEqual([])
})

it('knows which networks have weights', () => {
  const states = ['bundled', 'installed', 'missing'] as const
  expect(states.filter((weights) => hasWeights({ weights }))).toEqual(['bundled', 'installed'])
})

it('offers what the form takes', () => {
  expect(checkDraft({ ...recipes.tutorial, seed: 1 })).toMatchObject({ problems: {} })
})
