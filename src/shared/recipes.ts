import { trainSettingsSchema } from './contract/training'
import type { TrainSettings } from './contract/training'

/** Settings that belong together, under a name of their own. */
export const recipeNames = ['tutorial'] as const
export type RecipeName = (typeof recipeNames)[number]

/**
 * `tutorial`: a frozen MobileNetV2 at 192 × 192, its whole feature map (6 × 6 × 1280) flattened into 128 relu units, four
 * epochs of Adam; for two classes one sigmoid unit and binary cross-entropy, as every head has them. Photos are squashed
 * by nearest neighbour, which is what Keras' `load_img` does.
 */
export const recipes: Readonly<Record<RecipeName, Readonly<Omit<TrainSettings, 'seed'>>>> = {
  tutorial: {
    model: 'MobileNetV2',
    input: 192,
    head: 'flatten',
    units: 128,
    activation: 'relu',
    initializer: 'heUniform',
    dropout: 0,
    epochs: 4,
    batch: 64,
    learningRate: 0.001,
    optimizer: 'adam',
    momentum: 0,
    schedule: 'constant',
    earlyStop: null,
    classWeights: 'none',
    fit: 'squash',
    interpolation: 'nearest',
    augment: null,
    scratch: null,
    fineTune: null,
  },
}

/** The settings of a recipe, except where others are given. @param name undefined: the defaults */
export function withRecipe(name: RecipeName | undefined, given: Partial<TrainSettings> = {}): TrainSettings {
  return trainSettingsSchema.parse({ ...(name && recipes[name]), ...given })
}
