import { afterEach, describe, expect, it } from 'vitest'
import { models } from '../../shared/models'
import { tf } from '../tensorflow'
import type { ModelOptions } from './options'
import { buildModel } from './registry'

const built: tf.LayersModel[] = []

function build(id: string, options?: Partial<ModelOptions>): tf.LayersModel {
  const model = buildModel(id, options)
  built.push(model)
  return model
}

afterEach(() => {
  for (const model of built.splice(0)) model.dispose()
})

describe.each(models)('$id', ({ id, parameters, input, minInput, featureSize }) => {
  it('has the published number of parameters', () => {
    expect(build(id).countParams()).toBe(parameters)
  })

  it('scores the 1,000 ImageNet classes of photos of its own size by default', () => {
    const model = build(id)
    expect(model.inputs[0]?.shape).toEqual([null, input, input, 3])
    expect(model.outputs[0]?.shape).toEqual([null, 1000])
  })

  it('averages its features when it has no top', () => {
    expect(build(id, { includeTop: false }).outputs[0]?.shape).toEqual([null, featureSize])
  })

  it('refuses photos that are too small, saying from which size on it takes them', () => {
    const tooSmall = () => build(id, { input: [minInput, minInput - 1], includeTop: false })
    expect(tooSmall).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(tooSmall).toThrow(new RegExp(`from ${minInput} pixels`))
    expect(build(id, { input: [minInput, minInput], includeTop: false }).outputs[0]?.shape).toEqual([
      null,
      featureSize,
    ])
  })

  it('leaves no tensor behind', () => {
    const before = tf.memory().numTensors
    buildModel(id).dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('buildModel', () => {
  it('refuses a network that it does not know', () => {
    expect(() => build('LeNet')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})
