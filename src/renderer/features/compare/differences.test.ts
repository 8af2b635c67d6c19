import { expect, it } from 'vitest'
import { trainSettingsSchema } from '../../../shared/contract/training'
import type { TrainSettings } from '../../../shared/contract/training'
import { differences } from './differences'

function run(settings: Partial<TrainSettings> = {}): { settings: TrainSettings } {
  return { settings: trainSettingsSchema.parse(settings) }
}

it('names what runs do not share, and nothing else', () => {
  expect(differences([run({ units: 4 }), run({ units: 8, seed: 2 }), run({ units: 8 })])).toEqual([
    { setting: 'units', values: ['4', '8', '8'] },
    { setting: 'seed', values: ['1', '2', '1'] },
  ])
  expect(differences([run(), run()])).toEqual([])
})

it('says a network from scratch beside a head in words', () => {
  const scratch = { filters: [32, 64], batchNormalization: true }
  const told = Object.fromEntries(
    differences([run(), run({ scratch, fineTune: null })]).map(({ setting, values }) => [setting, values]),
  )
  expect(told).toEqual({
    kind: ['Head on a base', 'From scratch'],
    model: ['EfficientNet-Lite0', '–'],
    head: ['Pooled', 'Flatten'],
    scratch: ['–', '32, 64 filters, normalised'],
  })
})

it('calls choices as the form does', () => {
  expect(differences([run(), run({ activation: 'tanh', schedule: 'cosine' })])).toEqual([
    { setting: 'activation', values: ['ReLU', 'tanh'] },
    { setting: 'schedule', values: ['The same to the end', 'Falling to zero (cosine)'] },
  ])
})
