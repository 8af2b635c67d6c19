import { expect, it } from 'vitest'
import { trainSettingsSchema } from './contract/training'
import { modelFacts } from './models'
import { recipeNames, recipes, withRecipe } from './recipes'

it('knows the tutorial’s settings', () => {
  expect(withRecipe('tutorial', { seed: 3 })).toEqual({ ...recipes.tutorial, seed: 3 })
  const { preprocessing, featureSize } = modelFacts(recipes.tutorial.model)
  expect({ preprocessing, featureSize }).toEqual({ preprocessing: 'tf', featureSize: 1280 })
})

it('lets settings that are given go before', () => {
  expect(withRecipe('tutorial', { epochs: 9, model: 'EfficientNet-Lite0' })).toEqual({
    ...recipes.tutorial,
    ...{ epochs: 9, model: 'EfficientNet-Lite0', seed: 1 },
  })
})

it('is the defaults without a name', () => {
  expect(withRecipe(undefined, { epochs: 3 })).toEqual(trainSettingsSchema.parse({ epochs: 3 }))
})

it.each(recipeNames)('decides everything in %s but the seed', (name) => {
  const decided = ['seed', ...Object.keys(recipes[name])].sort()
  expect(decided).toEqual(Object.keys(trainSettingsSchema.shape).sort())
})
