import { afterEach, describe, expect, it } from 'vitest'
import { modelFacts, models } from '../../shared/models'
import { tf } from '../tensorflow'
import type { ModelOptions } from './options'
import { buildModel, checkTopInput } from './registry'

const built: tf.LayersModel[] = []

function build(id: string, options?: Partial<ModelOptions>): tf.LayersModel {
  const model = buildModel(id, options)
  built.push(model)
  return model
}

function outputShape(id: string, options: Partial<ModelOptions>): tf.Shape | undefined {
  return build(id, { includeTop: false, ...options }).outputs[0]?.shape
}

/** How the kernels of a layer are filled before there are weights. */
function kernelInitializers(layer: tf.layers.Layer): unknown[] {
  const config = layer.getConfig()
  const initializers = ['kernelInitializer', 'depthwiseInitializer', 'pointwiseInitializer']
  return initializers.flatMap((name) => config[name] ?? [])
}

afterEach(() => {
  for (const model of built.splice(0)) model.dispose()
})

describe.each(models)('$id', ({ id, parameters, input, minInput, featureSize }) => {
  it('is by default the published network: its own size, 1,000 classes, every parameter', () => {
    const model = build(id)
    expect(model.inputs[0]?.shape).toEqual([null, input, input, 3])
    expect(model.outputs[0]?.shape).toEqual([null, 1000])
    expect(model.countParams()).toBe(parameters)
  })

  it('draws no random numbers for kernels that weights will fill, and leaves no tensor behind', () => {
    const before = tf.memory().numTensors
    const model = buildModel(id)
    const initializers = model.layers.flatMap(kernelInitializers)
    expect(initializers.length).toBeGreaterThan(10)
    expect(new Set(initializers.map((initializer) => JSON.stringify(initializer)))).toEqual(
      new Set(['{"className":"Zeros","config":{}}']),
    )
    model.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('averages its features when it has no top', () => {
    expect(outputShape(id, {})).toEqual([null, featureSize])
  })

  it('sees the rows of a photo that is no square as those of a square as high, and its columns likewise', () => {
    const map = (height: number, width: number) =>
      outputShape(id, { input: [height, width], pooling: 'none' })
    const [high, wide] = [minInput + 90, minInput + 21]
    expect(map(high, wide)).toEqual([null, map(high, high)?.[1], map(wide, wide)?.[2], featureSize])
  })

  it('refuses photos that are too small, saying from which size on it takes them', () => {
    const tooSmall = () => build(id, { input: [minInput, minInput - 1], includeTop: false })
    expect(tooSmall).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(tooSmall).toThrow(new RegExp(`from ${minInput} pixels`))
    expect(outputShape(id, { input: [minInput, minInput], pooling: 'max' })).toEqual([null, featureSize])
  })
})

describe('buildModel', () => {
  it('gives as many classes as are asked for', () => {
    expect(build('MobileNet', { classes: 7 }).outputs[0]?.shape).toEqual([null, 7])
  })

  it('refuses a network that it does not know', () => {
    expect(() => build('LeNet')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('checkTopInput', () => {
  it.each(models)('lets $id see photos of its own size', (facts) => {
    expect(() => checkTopInput(facts, facts.input)).not.toThrow()
  })

  it('names the sizes for which there are weights', () => {
    const check = () => checkTopInput(modelFacts('MobileNet'), 200)
    expect(check).toThrow(expect.objectContaining({ code: 'bad-input' }))
    expect(check).toThrow(/128 × 128, 160 × 160, 192 × 192, 224 × 224 pixels.*200 × 200/)
  })
})
