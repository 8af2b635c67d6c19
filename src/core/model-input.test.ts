import { expect, it } from 'vitest'
import { fineTuneSchema, trainSettingsSchema } from '../shared/contract/training'
import { resolveInput, resolveSettings } from './model-input'

it('gives a network its own name and, where none is wished, its usual side', () => {
  expect(resolveInput({ model: 'efficientnet-lite0', input: null })).toEqual({
    model: 'EfficientNet-Lite0',
    input: 224,
  })
  expect(resolveInput({ model: 'EfficientNet-Lite0', input: 96 })).toMatchObject({ input: 96 })
})

it('refuses a side that is too small for the network, and a network that is not there', () => {
  expect(() => resolveInput({ model: 'EfficientNet-Lite0', input: 16 })).toThrow(/at least 32 pixels/)
  expect(() => resolveInput({ model: 'Perceptron', input: null })).toThrow(/Perceptron/)
})

it('calls a network from scratch by that name, whatever base is written beside it', () => {
  const scratch = { filters: [8, 16], batchNormalization: false }
  const wished = trainSettingsSchema.parse({ model: 'Perceptron', scratch })
  expect(resolveSettings(wished)).toMatchObject({ model: 'scratch', input: 96, scratch })
  expect(() => resolveSettings({ ...wished, fineTune: fineTuneSchema.parse({}) })).toThrow(/no base/)
  const deep = { filters: [8, 8, 8, 8, 8, 8], batchNormalization: false }
  expect(() => resolveSettings({ ...wished, input: 32, scratch: deep })).toThrow(/at least 64 pixels/)
})
