import { expect, it } from 'vitest'
import { resolveInput } from './model-input'

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
