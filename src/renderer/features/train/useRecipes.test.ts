import { expect, it } from 'vitest'
import { recipes } from '../../../shared/recipes'
import { checkDraft } from './settings-draft'
import { recipesFor } from './useRecipes'

it.each([
  ['installed', ['tutorial']],
  ['bundled', ['tutorial']],
  ['missing', []],
] as const)('offers the tutorial’s recipe where MobileNetV2 is %s', (weights, offered) => {
  expect(
    recipesFor([
      { id: 'EfficientNet-Lite0', weights: 'bundled' },
      { id: 'MobileNetV2', weights },
    ]),
  ).toEqual(offered)
})

it('offers what the form takes', () => {
  expect(checkDraft({ ...recipes.tutorial, seed: 1 })).toMatchObject({ problems: {} })
})
