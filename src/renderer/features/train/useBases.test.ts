import { expect, it } from 'vitest'
import { models } from '../../../shared/models'
import { recipeNames, recipes } from '../../../shared/recipes'
import { checkDraft } from './settings-draft'
import { hasWeights, missingBase } from './useBases'

const states = ['bundled', 'installed', 'missing'] as const

it('tells which base a recipe lacks', () => {
  const rows = (weights: (typeof states)[number]) =>
    models.map(({ id, bundled }) => ({ id, weights: bundled ? ('bundled' as const) : weights }))
  expect(missingBase('tutorial', rows('missing'))?.id).toBe('MobileNetV2')
  expect(missingBase('tutorial', rows('installed'))).toBeUndefined()
})

it('knows which networks have weights', () => {
  expect(states.filter((weights) => hasWeights({ weights }))).toEqual(['bundled', 'installed'])
})

it.each(recipeNames)('offers what the form takes: %s', (name) => {
  expect(checkDraft({ ...recipes[name], seed: 1 })).toMatchObject({ problems: {} })
})

it.each(models.filter(({ bundled }) => bundled))(
  'follows every recipe on $id as well, which ships',
  ({ id }) => {
    for (const name of recipeNames) {
      expect(checkDraft({ ...recipes[name], model: id, seed: 1 })).toMatchObject({ problems: {} })
    }
  },
)
