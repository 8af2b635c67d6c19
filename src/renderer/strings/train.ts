import type { fitKinds, interpolations } from '../../shared/pixels'
import type { RecipeName } from '../../shared/recipes'
import type {
  activations,
  classWeightings,
  initializers,
  optimizers,
  schedules,
  TrainingKind,
} from '../../shared/contract/training'
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
const activationNames: Record<(typeof activations)[number], string> = {
  relu: 'ReLU',
  elu: 'ELU',
  tanh: 'tanh',
  sigmoid: 'Sigmoid',
  linear: 'None',
}
const initializerNames: Record<(typeof initializers)[number], string> = {
  heUniform: 'He, uniform',
  heNormal: 'He, normal',
  glorotUniform: 'Glorot, uniform',
  glorotNormal: 'Glorot, normal',
}
const scheduleNames: Record<(typeof schedules)[number], string> = {
  constant: 'The same to the end',
  cosine: 'Falling to zero (cosine)',
}
const classWeightingNames: Record<(typeof classWeightings)[number], string> = {
  none: 'Every photo counts the same',
  balanced: 'Every class counts the same',
}
const wayTexts: Record<TrainingKind, string> = {
  head: 'A network that knows how to look stays as it is, and a small part on top learns your classes. Minutes, a few hundred photos. Right for most.',
  'fine-tune':
    'After the head, the last blocks of the network learn as well, slowly. Longer, and worth it with many photos that look unlike everyday ones.',
  scratch:
    'A plain network that starts with nothing and learns from the pixels. Long, and in need of many photos: good to compare with.',
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
  ways: { title: 'Way', what: wayTexts },
  base: {
    title: 'Base',
    hint: 'The network that already knows how to look at photos. It stays as it is.',
    hintTuned: 'The network that already knows how to look at photos. Its last blocks learn as well.',
    others: (networks: number) => `${counted(networks, 'more network')}, once their weights are here`,
    accuracy: (share: number) => `${percent(share)} right on ImageNet`,
    noAccuracy: 'No published accuracy',
    size: (megabytes: number) => `${megabytes.toFixed(1)} MB`,
    input: (side: number) => `photos of\u00a0${side}\u00a0×\u00a0${side}`,
  },
  tuning: {
    blocks: 'Blocks that learn',
    blocksHint: 'Counted from the end of the network',
    epochs: 'Epochs of fine-tuning',
    learningRate: 'Learning rate of fine-tuning',
  },
  scratch: {
    title: 'Network',
    hint: 'Blocks of a convolution and a pooling, one after the other.',
    filters: 'Filters of each block',
    filtersHint: 'A number a block, with commas between them',
    input: 'Side of the photos in pixels',
    inputHint: 'Empty: 96',
    side: '96',
    batchNormalization: 'Normalise after each convolution',
  },
  augment: {
    title: 'Vary the photos',
    hint: 'Changed versions of each photo are learned from as well: less depends on chance, and computing the features takes longer.',
    hintScratch: 'Every epoch sees each photo a little differently: less depends on chance.',
    flip: 'Mirror left to right',
    amounts: {
      rotate: { name: 'Turn, degrees', hint: 'Up to, either way' },
      zoom: { name: 'Crop', hint: 'Share of the side, up to' },
      brightness: { name: 'Brightness', hint: 'Up to, 0 to 1' },
      contrast: { name: 'Contrast', hint: 'Up to, 0 to 1' },
    },
    versions: 'Versions of each photo',
    versionsHint: 'Beside the photo itself',
    preview: 'How that looks on your photos',
    another: 'Other examples',
    example: (place: number) => `Example ${place} of a varied photo`,
    noPhotos: 'There are no photos to try it on yet.',
  },
  forecast: {
    measuring: 'Measuring how long it will take…',
    about: (time: string, memory: string, disk: string) =>
      `About ${time}, ${memory} of memory, ${disk} on the disk.`,
    parts: (features: string, training: string) => `Features ${features}, training ${training}`,
    unknown: (reason: string) => `How long it will take cannot be told: ${reason}`,
  },
  head: {
    title: 'Head',
    hint: 'The part that learns your classes.',
    names: headNames,
    what: {
      pooled: 'Quick and small: what is in the photo, wherever it is. Right for most.',
      flatten: 'Keeps where things are, as the tutorial does. Larger, and in need of more photos.',
    },
    scratch: 'Everything that the blocks give, flattened, as the tutorial does.',
    units: 'Hidden units',
    unitsHint: '0: from the features straight to the classes',
    activation: 'Activation',
    activations: activationNames,
    initializer: 'First weights',
    initializers: initializerNames,
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
    earlyStop: 'Stop after so many epochs without a better one',
    earlyStopHint: 'The best epoch is kept in any case',
    never: 'never',
    batch: 'Photos a batch',
    learningRate: 'Learning rate',
    schedule: 'Over time',
    schedules: scheduleNames,
    momentum: 'Momentum',
    classWeights: 'Unequal classes',
    classWeightings: classWeightingNames,
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
