import type { fitKinds, interpolations } from '../../shared/pixels'
import type { RecipeName } from '../../shared/recipes'
import type { optimizers } from '../../shared/contract/training'
import { count, percent } from '../ui/formats'
import { counted } from '../../shared/numbers'
import { headNames } from './runs'

/** A limit as it was written, not rounded: 0.5, 10,000. */
function limit(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 12 })
}

/** `"fox"`, `"fox" and "owl"`; from four on the first three and how many more. */
function named(names: readonly string[]): string {
  const quoted = names.map((name) => `“${name}”`)
  if (quoted.length > 4) return `${quoted.slice(0, 3).join(', ')} and ${count(quoted.length - 3)} more`
  return new Intl.ListFormat('en').format(quoted)
}

/** A name in the middle of a sentence. */
function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

const fitNames: Record<(typeof fitKinds)[number], string> = {
  crop: 'Crop: the middle of the photo',
  squash: 'Squash: the whole photo, its shape changed',
  pad: 'Pad: the whole photo, with borders',
}
const interpolationNames: Record<(typeof interpolations)[number], string> = {
  nearest: 'Nearest',
  bilinear: 'Bilinear',
  bicubic: 'Bicubic',
  lanczos: 'Lanczos',
}
const optimizerNames: Record<(typeof optimizers)[number], string> = {
  adam: 'Adam',
  sgd: 'SGD',
  rmsprop: 'RMSprop',
}
export const train = {
  title: 'Train',
  button: 'Train',
  key: 'Train with these settings',
  defaults: 'Back to the defaults',
  recipes: {
    all: {
      tutorial: {
        name: 'The tutorial’s recipe',
        what: 'MobileNetV2 at 192 × 192, all of its features flattened into 128 units, 4 epochs of 64 photos a batch',
      },
    } satisfies Record<RecipeName, { name: string; what: string }>,
    followed: (recipe: string, model: string) => `The settings are those of ${lowered(recipe)}, on ${model}.`,
    without: {
      title: (recipe: string) => `${recipe} without its weights`,
      what: (recipe: string, model: string) =>
        `${recipe} trains on ${model}, whose weights are not on this computer yet. There are three ways from here:`,
      download: 'Download them…',
      downloadWhat: (size: string) => `What Keras publishes, up to ${size}, kept once for all projects.`,
      import: 'Import them from a file…',
      importWhat: 'A file that Keras wrote: .h5, .weights.h5 or .keras.',
      instead: (model: string) => `Follow it on ${model}`,
      insteadWhat: 'It ships with Headstart and needs nothing else; the figures are a little different.',
      close: 'Not now',
    },
  },
  settingsOf: (run: number) => `With the settings of run ${run}.`,
  more: 'More',
  base: {
    title: 'Base',
    hint: 'The network that already knows how to look at photos. It stays as it is.',
    accuracy: (share: number) => `${percent(share)} right on ImageNet`,
    noAccuracy: 'No published accuracy',
    size: (megabytes: number) => `${megabytes.toFixed(1)} MB`,
    input: (side: number) => `photos of\u00a0${side}\u00a0×\u00a0${side}`,
  },
  head: {
    title: 'Head',
    hint: 'The part that learns your classes.',
    names: headNames,
    what: {
      pooled: 'Quick and small: what is in the photo, wherever it is. Right for most.',
      flatten: 'Keeps where things are, as the tutorial does. Larger, and in need of more photos.',
    },
    units: 'Hidden units',
    unitsHint: '0: from the features straight to the classes',
    dropout: 'Dropout',
    dropoutHint: 'Share of the numbers left out while learning, 0 to below 1',
  },
  length: {
    title: 'How long',
    hint: 'Once through all photos is an epoch. The best one is kept, so too many do little harm.',
    epochs: 'Epochs',
    slider: 'Epochs, up to 100',
    input: 'Side of the photos in pixels',
    inputHint: (side: number) => `Empty: ${side}, what the base was made for`,
    batch: 'Photos a batch',
    learningRate: 'Learning rate',
    optimizer: 'Optimizer',
    optimizers: optimizerNames,
    seed: 'Seed',
    seedHint: 'The same seed gives the same result',
    fit: 'How photos are made square',
    fits: fitNames,
    interpolation: 'Interpolation',
    interpolations: interpolationNames,
  },
  problems: {
    number: 'Expected a number.',
    wholeNumber: 'Expected a whole number.',
    choice: 'Choose one of the list.',
    unknownModel: 'This base is no longer there: choose another.',
    atLeast: (least: number) => `Expected ${limit(least)} or more.`,
    moreThan: (least: number) => `Expected more than ${limit(least)}.`,
    atMost: (most: number) => `Expected ${limit(most)} or less.`,
    lessThan: (most: number) => `Expected less than ${limit(most)}.`,
    some: 'Something in the settings does not fit: see the fields marked above.',
  },
  ready: {
    facts: (train: number, val: number, classes: number) =>
      `${counted(train, 'photo')} to learn from, ${count(val)} to check, ${count(classes)} ${classes === 1 ? 'class' : 'classes'}`,
    fewClasses: (labels: readonly string[]) =>
      labels.length === 0
        ? 'A training needs labelled photos of at least two classes, and there are none yet.'
        : `A training needs labelled photos of at least two classes, and there are only ${named(labels)}.`,
    notSplit:
      'The photos are not divided yet: some are to be learned from, the others show how good the result is.',
    nothingToLearn: (labels: readonly string[]) =>
      `There is nothing to learn ${named(labels)} from: divide the photos anew, or label more.`,
    noValidation:
      'No photos are set aside to check: without them nobody can say how good the result is on new photos.',
    unsplit: (photos: number) =>
      `${counted(photos, 'labelled photo')} ${photos === 1 ? 'is' : 'are'} in no part and will not be used.`,
    photos: 'Go to Photos',
    split: 'Split 80/20',
    splitDone: (train: number, val: number) =>
      `${counted(train, 'photo')} to learn from, ${count(val)} to check.`,
    undo: 'Undo',
    queued: 'Something else is being computed: this training waits for its turn.',
  },
} as const
