import { counted } from '../../shared/numbers'
import { percent } from '../ui/formats'

/** Texts of the page on which runs are laid beside each other. */
export const compare = {
  title: 'Compare runs',
  toRuns: 'All runs',
  none: 'Choose at least two runs on the page Runs.',
  missing: (run: number) => `There is no run ${run} in this project.`,
  tryAgain: 'Try again',
  run: (run: number) => `Run ${run}`,
  take: (run: number) => `Take run ${run} out of the comparison`,
  curves: {
    loss: 'Loss on validation',
    accuracy: 'Accuracy on validation',
    reference: 'Line at 99 %, what the tutorial reaches',
    referenceName: '99 %',
    none: 'None of these runs has validated an epoch yet.',
    summary: (what: string, runs: readonly string[]) => `${what}. ${runs.join('; ')}.`,
    last: (run: number, epochs: number, value: string) =>
      `Run ${run} after ${counted(epochs, 'epoch')}: ${value}`,
  },
  settings: {
    title: 'What was different',
    same: 'These runs have the same settings.',
    setting: 'Setting',
    names: {
      kind: 'Way',
      model: 'Base',
      input: 'Input',
      head: 'Head',
      units: 'Hidden units',
      activation: 'Activation',
      initializer: 'First weights',
      dropout: 'Dropout',
      epochs: 'Epochs',
      batch: 'Photos a batch',
      learningRate: 'Learning rate',
      optimizer: 'Optimizer',
      momentum: 'Momentum',
      schedule: 'Schedule',
      earlyStop: 'Stop early after',
      classWeights: 'Class weights',
      seed: 'Seed',
      fit: 'Fit',
      interpolation: 'Interpolation',
      augment: 'Augmentation',
      scratch: 'Network',
      fineTune: 'Fine-tuning',
    },
    off: 'off',
    /** Of what a way to train does not have. */
    none: '–',
    filters: (filters: readonly number[], normalized: boolean) =>
      `${filters.join(', ')} filters${normalized ? ', normalised' : ''}`,
    tuned: (blocks: number, epochs: number, rate: number) =>
      `${counted(blocks, 'block')}, ${counted(epochs, 'epoch')} at ${rate}`,
    augmented: (versions: number) => counted(versions, 'version'),
  },
  answers: {
    title: 'Who gets which photo right',
    photos: (photos: number) => `${counted(photos, 'validation photo')} that each of these runs has answered`,
    noPhotos: 'There is no validation photo that each of these runs has answered.',
    checking: (run: number) => `Run ${run} answers the validation photos that it has not seen yet.`,
    accuracy: (accuracy: number, low: number, high: number) =>
      `${percent(accuracy)}, between ${percent(low)} and ${percent(high)}`,
    right: 'right',
    wrong: 'wrong',
    count: 'Photos',
    /** What follows the count, for those who do not see the table around it. */
    rest: (photos: number, words: string) => `${photos === 1 ? 'photo' : 'photos'}, ${words}`,
    pattern: (run: number, right: boolean) => `run ${run} ${right ? 'right' : 'wrong'}`,
    differ: 'on which they differ',
    listed: (photos: number, words: string) => `${counted(photos, 'photo')}, ${words}`,
    nothing: 'No such photo.',
    more: 'Show more',
    is: (label: string) => `labelled ${label}`,
    says: (run: number, label: string, score: number) => `Run ${run}: ${label} (${percent(score)})`,
  },
} as const
