import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { modelFacts, modelFactsSchema, modelIds, models } from './models'

describe('modelFacts', () => {
  it('finds a network in upper or lower case', () => {
    expect(modelFacts('efficientnet-LITE0').id).toBe('EfficientNet-Lite0')
  })

  it('names the known networks when it knows none of that name', () => {
    expect(() => modelFacts('LeNet')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => modelFacts('LeNet')).toThrow(/"LeNet".*EfficientNet-Lite0/)
  })
})

describe('the table of models', () => {
  it('has one sound row for each id', () => {
    expect(models.map(({ id }) => id)).toEqual([...modelIds])
    expect(() => z.array(modelFactsSchema).parse(models)).not.toThrow()
  })
})
