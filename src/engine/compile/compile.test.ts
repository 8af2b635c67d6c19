import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildHead } from '../head/build'
import { wholeNetwork } from '../export/whole-network'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { CustomScaleLayer } from '../models/customScaleLayer'
import { GlobalAveragePooling2D } from '../models/globalAveragePooling'
import { relu6 } from '../models/relu6'
import { trainSettingsSchema } from '../../shared/contract/training'
import { preprocessings } from '../../shared/models'
import { tf } from '../tensorflow'
import { compileModel } from './compile'
import { differences, fillWeights } from './fixtures/compare'
import { fold } from './fold'
import type { Step } from './steps'
import { translate } from './translate'

const { layers } = tf
type Map = tf.SymbolicTensor

function apply(layer: tf.layers.Layer, x: Map | Map[]): Map {
  return layer.apply(x) as Map
}

function chain(...chained: tf.layers.Layer[]): (x: Map) => Map {
  return (x) => chained.reduce((map, layer) => apply(layer, map), x)
}

function modelOf(build: (x: Map) => Map, side = 9): tf.LayersModel {
  const photos = tf.input({ shape: [side, side + 2, 3] })
  const model = tf.model({ inputs: photos, outputs: build(photos) })
  fillWeights(model, 1)
  return model
}

/** What a network is made of once it is folded, from the photos on. */
function kindsOf(model: tf.LayersModel): string {
  const kinds: string[] = []
  const seen = new Set<Step>()
  const visit = (step: Step): void => {
    if (seen.has(step)) return
    seen.add(step)
    step.inputs.forEach(visit)
    const { operation } = step
    if (operation.kind !== 'input') {
      kinds.push(operation.kind === 'activation' ? operation.activation : operation.kind)
    }
  }
  tf.tidy(() => visit(fold(translate(model))))
  return kinds.join(' ')
}

const same = { padding: 'same' } as const
const convolution = (options = {}) => layers.conv2d({ filters: 4, kernelSize: 3, ...options })
const point = (options = {}) => layers.conv2d({ filters: 4, kernelSize: 1, ...options })
const depthwise = (options = {}) => layers.depthwiseConv2d({ kernelSize: 3, ...options })
const separable = (options = {}) => layers.separableConv2d({ filters: 5, kernelSize: 3, ...options })
const normalize = (options = {}) => layers.batchNormalization(options)
const relu = () => layers.activation({ activation: 'relu' })
const pad = (before: number, after: number) =>
  layers.zeroPadding2d({ padding: [[before, after], [before, after]] }) // prettier-ignore

const cases: [what: string, build: (x: Map) => Map, kinds: string][] = [
  ['a convolution', chain(convolution()), 'convolution'],
  ['a convolution that strides', chain(convolution({ strides: 2, ...same })), 'convolution'],
  ['a convolution that looks far', chain(convolution({ dilationRate: 2, ...same })), 'convolution'],
  ['a convolution of another shape', chain(convolution({ kernelSize: [1, 5], ...same })), 'convolution'],
  ['a convolution with ReLU', chain(convolution({ activation: 'relu' })), 'convolution Relu'],
  ['a convolution without bias', chain(convolution({ useBias: false })), 'convolution'],
  ['a depthwise convolution', chain(depthwise(same)), 'depthwise'],
  ['one with two maps a channel', chain(depthwise({ depthMultiplier: 2 }), normalize()), 'depthwise'],
  ['a separable convolution', chain(separable({ strides: 2, ...same })), 'depthwise convolution'],
  ['ReLU6', chain(point(), relu6('r')), 'convolution Relu6'],
  ['activations', chain(point({ activation: 'sigmoid' }), layers.activation({ activation: 'softmax' })), 'convolution Sigmoid Softmax'], // prettier-ignore
  ['other activations', chain(point({ activation: 'elu' }), ...['selu', 'softplus', 'softsign', 'tanh'].map((name) => layers.activation({ activation: name as 'elu' }))), 'convolution Elu Selu Softplus Softsign Tanh'], // prettier-ignore
  ['a small network of its own', chain(convolution({ ...same, activation: 'elu' }), layers.maxPooling2d({ poolSize: 2 }), point({ useBias: false }), normalize(), relu(), layers.maxPooling2d({ poolSize: 2 }), layers.flatten(), layers.dense({ units: 5, activation: 'relu' }), layers.dropout({ rate: 0.5 }), layers.dense({ units: 2, activation: 'softmax' })), 'convolution Elu pool convolution Relu pool reshape dense Relu dense Softmax'], // prettier-ignore
  ['what only works in training', chain(layers.gaussianNoise({ stddev: 1 }), layers.gaussianDropout({ rate: 0.5 }), layers.alphaDropout({ rate: 0.5 }), point()), 'convolution'], // prettier-ignore
  ['zeros before a highest value after another activation', chain(convolution({ activation: 'elu' }), pad(1, 1), layers.maxPooling2d({ poolSize: 3, strides: 2 })), 'convolution Elu pad pool'], // prettier-ignore
  ['dropout', chain(layers.dropout({ rate: 0.5 }), point()), 'convolution'],
  ['dense layers', chain(layers.flatten(), layers.dense({ units: 6, activation: 'relu' }), layers.dense({ units: 3, activation: 'softmax' })), 'reshape dense Relu dense Softmax'], // prettier-ignore
  ['a reshape', chain(layers.globalAveragePooling2d({}), layers.reshape({ targetShape: [1, 3] })), 'global pool reshape'], // prettier-ignore
  ['averages that keep the rank', chain(new GlobalAveragePooling2D({ keepdims: true }), point()), 'global pool convolution'], // prettier-ignore
  ['the highest values', chain(layers.globalMaxPooling2d({})), 'global pool'],
  ['poolings', chain(layers.maxPooling2d({ poolSize: 2 }), layers.averagePooling2d({ poolSize: 3, strides: 2, ...same })), 'pool pool'], // prettier-ignore
  ['a pooling of one', chain(layers.averagePooling2d({ poolSize: 1, strides: 2 })), 'skip'],
  ['a border cut off', chain(layers.cropping2D({ cropping: [[1, 0], [2, 1]] })), 'crop'], // prettier-ignore
  ['maps put together', (x) => apply(layers.concatenate({}), [apply(point(), x), x]), 'convolution concatenate'], // prettier-ignore
  ['maps put side by side', (x) => apply(layers.concatenate({ axis: 2 }), [x, x]), 'concatenate'],
  ['a sum of three', (x) => apply(layers.add(), [x, apply(point({ filters: 3 }), x), x]), 'convolution add'],
  ['a scaled residual', (x) => apply(new CustomScaleLayer({ scale: 0.17 }), [x, apply(point({ filters: 3 }), x)]), 'convolution add'], // prettier-ignore
  ['a residual as it is', (x) => apply(new CustomScaleLayer({ scale: 1 }), [x, x]), 'add'],
  ['a normalisation after a convolution', chain(convolution(same), normalize(), relu()), 'convolution Relu'],
  ['one without scale', chain(convolution(), normalize({ scale: false })), 'convolution'],
  ['one without centre', chain(convolution({ useBias: false }), normalize({ center: false })), 'convolution'],
  ['one after a depthwise convolution', chain(depthwise({ useBias: false }), normalize()), 'depthwise'],
  ['one after a separable convolution', chain(separable({ useBias: false }), normalize()), 'depthwise convolution'], // prettier-ignore
  ['one after a dense layer', chain(layers.flatten(), layers.dense({ units: 6 }), normalize()), 'reshape dense'], // prettier-ignore
  ['two in a row', chain(normalize(), normalize(), relu()), 'affine Relu'],
  ['one before a convolution', chain(normalize(), convolution()), 'convolution'],
  ['one before a depthwise convolution', chain(normalize(), depthwise()), 'depthwise'],
  ['one before a dense layer', chain(layers.globalAveragePooling2d({}), normalize(), layers.dense({ units: 3 })), 'global pool dense'], // prettier-ignore
  ['one on both sides', chain(normalize(), convolution(), normalize()), 'convolution'],
  ['one before zeros around the map', chain(normalize(), convolution(same)), 'affine convolution'],
  ['one before a padding', chain(normalize(), pad(1, 1), convolution()), 'affine convolution'],
  ['one that others need too', (x) => { const map = apply(normalize(), x); return apply(layers.add(), [map, apply(point({ filters: 3 }), map)]) }, 'affine convolution add'], // prettier-ignore
  ['a convolution that others need too', (x) => { const map = apply(point(), x); return apply(layers.add(), [map, apply(normalize(), map)]) }, 'convolution affine add'], // prettier-ignore
  ['a normalisation after an activation', chain(convolution({ activation: 'relu' }), normalize()), 'convolution Relu affine'], // prettier-ignore
  ['a padding before a convolution', chain(pad(1, 1), convolution()), 'convolution'],
  ['another on each side', chain(pad(0, 2), convolution({ strides: 2 })), 'convolution'],
  ['more than the kernel', chain(pad(4, 3), convolution({ strides: 2 })), 'convolution'],
  ['a padding before a depthwise convolution', chain(pad(1, 1), depthwise({ strides: 2 })), 'depthwise'],
  ['another there', chain(pad(0, 1), depthwise({ strides: 2 })), 'pad depthwise'],
  ['a padding that others need too', (x) => { const map = apply(pad(1, 1), x); return apply(layers.concatenate({}), [apply(convolution(), map), apply(layers.averagePooling2d({ poolSize: 3, strides: 1 }), map)]) }, 'convolution pad pool concatenate'], // prettier-ignore
  ['a padding before a highest value', chain(convolution(), pad(1, 1), layers.maxPooling2d({ poolSize: 3, strides: 2 })), 'convolution pad pool'], // prettier-ignore
  ['the same after ReLU', chain(convolution(), relu(), pad(1, 1), layers.maxPooling2d({ poolSize: 3, strides: 2 })), 'convolution Relu pool'], // prettier-ignore
  ['a padding before an average', chain(pad(1, 1), layers.averagePooling2d({ poolSize: 3 })), 'pad pool'],
]

describe('compiled', () => {
  it.each(cases)('%s gives what layers give', async (_what, build, kinds) => {
    const before = tf.memory().numTensors
    const model = modelOf(build)
    expect(kindsOf(model)).toBe(kinds)
    for (const difference of await differences(model, 'tf', [1, 3, 9])) {
      expect(difference).toBeLessThanOrEqual(1e-5)
    }
    expect(tf.memory().numTensors).toBe(before)
  })

  it.each(preprocessings)('photos are preprocessed as for %s', async (kind) => {
    for (const padding of ['same', 'valid'] as const) {
      const model = modelOf(chain(convolution({ padding }), relu(), point()))
      expect(Math.max(...(await differences(model, kind, [2])))).toBeLessThanOrEqual(1e-5)
    }
    const padded = modelOf(chain(pad(2, 1), convolution({ strides: 2 })))
    expect(Math.max(...(await differences(padded, kind, [2])))).toBeLessThanOrEqual(1e-5)
    const unfolded = modelOf(chain(layers.maxPooling2d({ poolSize: 2 })))
    expect(Math.max(...(await differences(unfolded, kind, [2])))).toBeLessThanOrEqual(1e-5)
  })

  it.each([
    { classes: 2, head: 'pooled', units: 0, dropout: 0 },
    { classes: 5, head: 'flatten', units: 7, dropout: 0.5 },
  ] as const)('a whole network with a head of $classes classes gives what layers give', async (options) => {
    const base = modelOf(chain(convolution({ useBias: false }), normalize(), relu()))
    const featureShape = base.outputs[0]?.shape.slice(1).map(Number) ?? []
    const head = buildHead({
      featureShape,
      classes: options.classes,
      settings: trainSettingsSchema.parse({ ...options, seed: 3 }),
    })
    const whole = wholeNetwork(base, head, 'torch')
    // The whole one has the preprocessing in its layers: `lite` is only something that photos go through before.
    expect(Math.max(...(await differences(whole, 'lite', [1, 3])))).toBeLessThanOrEqual(1e-5)
  })
})

describe('what cannot be compiled', () => {
  it.each([
    ['layers.upSampling2d', layers.upSampling2d({ name: 'wider' }), 'wider (UpSampling2D)'],
    [
      'activation',
      layers.conv2d({ filters: 1, kernelSize: 1, activation: 'hardSigmoid', name: 'odd' }),
      'hardSigmoid',
    ],
    ['ReLU', layers.reLU({ maxValue: 4, name: 'four' }), 'four (ReLU)'],
    ['axis', layers.batchNormalization({ axis: 1, name: 'rows' }), 'rows (BatchNormalization)'],
  ])('%s is named and leaves nothing behind', async (_what, layer, named) => {
    const model = modelOf(chain(point(), layer))
    const before = tf.memory().numTensors
    const folder = temporaryFolder()
    const compiling = compileModel(model, folder, { output: 'features' })
    await expect(compiling).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining(named) }) // prettier-ignore
    expect(tf.memory().numTensors).toBe(before)
    expect(readdirSync(folder)).toEqual([])
    model.dispose()
  })

  it('is a network whose weights find no room', async () => {
    const model = modelOf(chain(layers.flatten(), layers.dense({ units: 64 })))
    const before = tf.memory().numTensors
    const folder = join(temporaryFolder(), 'nowhere')
    await expect(compileModel(model, folder, { output: 'features' })).rejects.toThrow()
    expect(tf.memory().numTensors).toBe(before)
    model.dispose()
  })
})
