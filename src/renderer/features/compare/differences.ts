import { trainingKind } from '../../../shared/contract/training'
import type { RunDetail, TrainSettings } from '../../../shared/contract/training'
import { strings } from '../../strings'

type Setting = keyof typeof strings.compare.settings.names

export interface Difference {
  readonly setting: Setting
  /** One a run, in the order of the runs. */
  readonly values: readonly string[]
}

/** The settings in which runs are not alike, in the order in which a training asks for them. */
export function differences(runs: readonly Pick<RunDetail, 'settings'>[]): Difference[] {
  const settings = Object.keys(strings.compare.settings.names) as Setting[]
  return settings
    .map((setting) => ({ setting, values: runs.map((run) => valueText(setting, run.settings)) }))
    .filter(({ values }) => new Set(values).size > 1)
}

/** All settings of a run, by their names. */
export function settingTexts(settings: TrainSettings): { name: string; text: string }[] {
  const { names } = strings.compare.settings
  return (Object.keys(names) as Setting[]).map((setting) => ({
    name: names[setting],
    text: valueText(setting, settings),
  }))
}

function valueText(setting: Setting, settings: TrainSettings): string {
  const texts = strings.compare.settings
  const { head, length } = strings.train
  switch (setting) {
    case 'kind':
      return strings.runs.kinds[trainingKind(settings)]
    case 'scratch':
      return settings.scratch
        ? texts.filters(settings.scratch.filters, settings.scratch.batchNormalization)
        : texts.none
    case 'fineTune': {
      const { fineTune } = settings
      return fineTune ? texts.tuned(fineTune.blocks, fineTune.epochs, fineTune.learningRate) : texts.off
    }
    case 'augment':
      return settings.augment ? texts.augmented(settings.augment.versions) : texts.off
    case 'model':
      return settings.scratch ? texts.none : settings.model
    case 'head':
      // Whatever is set, a network of its own is flattened.
      return head.names[settings.scratch ? 'flatten' : settings.head]
    case 'activation':
      return head.activations[settings.activation]
    case 'initializer':
      return head.initializers[settings.initializer]
    case 'optimizer':
      return length.optimizers[settings.optimizer]
    case 'schedule':
      return length.schedules[settings.schedule]
    case 'classWeights':
      return length.classWeightings[settings.classWeights]
    case 'fit':
      return length.fits[settings.fit]
    case 'interpolation':
      return length.interpolations[settings.interpolation]
    default:
      return String(settings[setting] ?? texts.off)
  }
}
