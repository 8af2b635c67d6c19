import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import {
  activations,
  augmentationSchema,
  classWeightings,
  fineTuneSchema,
  heads,
  initializers,
  optimizers,
  schedules,
  scratchSchema,
  trainSettingsSchema,
} from '../../shared/contract/training'
import type { Augmentation, FineTune, Scratch, TrainSettings } from '../../shared/contract/training'
import { describeIssues } from '../../shared/errors'
import { fitKinds, interpolations } from '../../shared/pixels'
import { recipeNames } from '../../shared/recipes'
import type { RecipeName } from '../../shared/recipes'
import { choice, numberFor, settingsFor, words } from '../options'

type Plain = Omit<TrainSettings, 'augment' | 'scratch' | 'fineTune'>

export interface TrainOptions extends Partial<Plain> {
  readonly recipe?: RecipeName
  /** True without changes of one's own. */
  readonly augment?: true | Augmentation
  readonly scratch?: true
  readonly filters?: number[]
  readonly batchNormalization?: true
  /** Blocks of the base. */
  readonly fineTune?: number
  readonly fineTuneEpochs?: number
  readonly fineTuneLearningRate?: number
}

const { shape } = trainSettingsSchema
const defaults = trainSettingsSchema.parse({})

/** Puts the options of every setting of a training on a command. */
export function addTrainOptions(command: Command): Command {
  addNetworkOptions(command)
  addStepOptions(command)
  return addOtherWays(command)
}

function addNetworkOptions(command: Command): void {
  command
    .addOption(choice('--recipe <name>', 'settings that belong together; others go before', recipeNames))
    .option('--model <id>', 'the pretrained network', defaults.model)
    .option(
      '--input <n>',
      "side of the network's input in pixels (default: its own; 96 from scratch)",
      numberFor(shape.input),
    )
    .addOption(choice('--head <kind>', 'what is put on the network', heads).default(defaults.head))
    .option('--units <n>', 'units of a hidden layer; 0: none', numberFor(shape.units), defaults.units)
    .addOption(choice('--activation <name>', 'of the hidden layer', activations).default(defaults.activation))
    .addOption(
      choice('--initializer <name>', 'how its weights begin', initializers).default(defaults.initializer),
    )
    .option('--dropout <share>', 'share of features left out', numberFor(shape.dropout), defaults.dropout)
    .addOption(choice('--fit <fit>', 'how a photo becomes square', fitKinds).default(defaults.fit))
    .addOption(
      choice('--interpolation <name>', 'how it is resized', interpolations).default(defaults.interpolation),
    )
}

function addStepOptions(command: Command): void {
  command
    .option('--epochs <n>', 'passes over the photos', numberFor(shape.epochs), defaults.epochs)
    .option('--batch <n>', 'photos a step', numberFor(shape.batch), defaults.batch)
    .option('--learning-rate <n>', 'size of a step', numberFor(shape.learningRate), defaults.learningRate)
    .addOption(choice('--optimizer <name>', 'how steps are made', optimizers).default(defaults.optimizer))
    .option('--momentum <share>', 'of sgd', numberFor(shape.momentum), defaults.momentum)
    .addOption(
      choice('--schedule <name>', 'how the learning rate goes on', schedules).default(defaults.schedule),
    )
    .option('--early-stop <n>', 'end after so many epochs without a better one', numberFor(shape.earlyStop))
    .addOption(
      choice(
        '--class-weights <how>',
        'balanced: a class counts as much as any other',
        classWeightings,
      ).default(defaults.classWeights),
    )
    .option('--seed <n>', 'the same seed gives the same head', numberFor(shape.seed), defaults.seed)
}

function addOtherWays(command: Command): Command {
  const { filters } = scratchSchema.shape
  const { blocks, epochs, learningRate } = fineTuneSchema.shape
  return command
    .option(
      '--augment [changes]',
      'also learn from photos changed by chance: flip,rotate=10,zoom=0.15,brightness=0.1,contrast=0.1,versions=4 ' +
        '(without changes: all of these)',
      augmentationOf,
    )
    .addOption(
      new Option('--scratch', 'a plain network of its own, trained on the pixels').conflicts([
        'fineTune',
        'model',
        'head',
      ]),
    )
    .option('--filters <n,n,…>', 'with --scratch: of each block (default: 32,64,128)', (text) =>
      words(text).map(numberFor(filters.unwrap().element)),
    )
    .option('--batch-normalization', 'with --scratch: after each convolution')
    .option('--fine-tune <blocks>', 'then train the last blocks of the network too', numberFor(blocks))
    .option('--fine-tune-epochs <n>', 'with --fine-tune (default: 5)', numberFor(epochs))
    .option('--fine-tune-learning-rate <n>', 'with --fine-tune (default: 0.00001)', numberFor(learningRate))
}

const none = { flip: false, rotate: 0, zoom: 0, brightness: 0, contrast: 0 }

/** Reads `flip,rotate=10`: what is named is done, by its usual extent where none is given, and nothing else. */
function augmentationOf(text: string): Augmentation {
  const usual = augmentationSchema.parse({})
  const given: Record<string, unknown> = { ...none }
  for (const word of words(text)) {
    const [name = '', value, ...rest] = word.split('=')
    if (!(name in usual) || rest.length > 0 || (name === 'flip' && value !== undefined)) {
      throw new InvalidArgumentError(`Expected ${Object.keys(usual).join(', ')}, some with =NUMBER.`)
    }
    given[name] = value === undefined ? usual[name as keyof Augmentation] : numberOf(value)
  }
  const { data, error } = augmentationSchema.safeParse(given)
  if (data) return data
  throw new InvalidArgumentError(`${describeIssues(error)}.`)
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

/**
 * The settings that options ask for, those with their default among them unless `typedOnly`.
 * @throws CommanderError with status 2 where an option is of use only with another that is missing
 */
export function settingsOf(self: Command, options: TrainOptions, typedOnly: boolean): Partial<TrainSettings> {
  requireCompany(self, options)
  const { augment, scratch, filters, batchNormalization, fineTune, fineTuneEpochs, fineTuneLearningRate } =
    options
  const plain = Object.entries(options).filter(
    ([name]) => name in shape && !(typedOnly && self.getOptionValueSource(name) !== 'cli'),
  )
  const ownNetwork: Partial<Scratch> = {
    ...(filters && { filters }),
    ...(batchNormalization && { batchNormalization }),
  }
  const tuning: Partial<FineTune> = {
    ...(fineTune !== undefined && { blocks: fineTune }),
    ...(fineTuneEpochs !== undefined && { epochs: fineTuneEpochs }),
    ...(fineTuneLearningRate !== undefined && { learningRate: fineTuneLearningRate }),
  }
  return {
    ...(Object.fromEntries(plain) as Partial<Plain>),
    ...(augment && { augment: augment === true ? augmentationSchema.parse({}) : augment }),
    ...(scratch && { scratch: settingsFor(self, scratchSchema, ownNetwork) }),
    ...(fineTune !== undefined && { fineTune: settingsFor(self, fineTuneSchema, tuning) }),
  }
}

function requireCompany(self: Command, options: TrainOptions): void {
  const lone = (flag: string, needed: string): never =>
    self.error(`error: option '${flag}' is of use only with '${needed}'`)
  if (!options.scratch && options.filters) lone('--filters', '--scratch')
  if (!options.scratch && options.batchNormalization) lone('--batch-normalization', '--scratch')
  if (options.fineTune !== undefined) return
  if (options.fineTuneEpochs !== undefined) lone('--fine-tune-epochs', '--fine-tune')
  if (options.fineTuneLearningRate !== undefined) lone('--fine-tune-learning-rate', '--fine-tune')
}
