import fc from 'fast-check'
import { expect, it } from 'vitest'
import { relu6 } from '../models/relu6'
import { tf } from '../tensorflow'
import { differences, fillWeights } from './fixtures/compare'

const { layers } = tf
type Map = tf.SymbolicTensor

const seldom = { minLength: 1, maxLength: 8 }
const kernel = fc.constantFrom(1, 2, 3)
const window = fc.record({
  kernelSize: kernel,
  strides: fc.constantFrom(1, 2),
  padding: fc.constantFrom('same', 'valid'),
})
const activation = fc.constantFrom('linear', 'relu', 'sigmoid')

/** What a network may go on with. Each keeps at least one row and column, or leaves the map as it is. */
const steps: fc.Arbitrary<(x: Map) => Map> = fc.oneof(
  fc
    .record({ window, filters: fc.constantFrom(2, 3, 5), useBias: fc.boolean(), activation })
    .map(({ window, ...rest }) => fitting(window.kernelSize, () => layers.conv2d({ ...window, ...rest }))),
  fc
    .record({ window, useBias: fc.boolean(), depthMultiplier: fc.constantFrom(1, 2) })
    .map(({ window, ...rest }) =>
      fitting(window.kernelSize, () => layers.depthwiseConv2d({ ...window, ...rest })),
    ),
  window.map((window) =>
    fitting(window.kernelSize, () => layers.separableConv2d({ ...window, filters: 4, useBias: false })),
  ),
  fc
    .record({ scale: fc.boolean(), center: fc.boolean() })
    .map((options) => always(() => layers.batchNormalization(options))),
  fc.constant(always(() => layers.activation({ activation: 'relu' }))),
  fc.constant(always(() => relu6(`relu6_${nextName++}`))),
  fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 4, maxLength: 4 }).map(
    ([top = 0, bottom = 0, left = 0, right = 0]) =>
      always(() => layers.zeroPadding2d({ padding: [[top, bottom], [left, right]] })), // prettier-ignore
  ),
  window.map(({ kernelSize: poolSize, ...rest }) =>
    fitting(poolSize, () => layers.maxPooling2d({ poolSize, ...rest })),
  ),
  window.map(({ kernelSize: poolSize, ...rest }) =>
    fitting(poolSize, () => layers.averagePooling2d({ poolSize, ...rest })),
  ),
  fc.constant((x: Map) => layers.add().apply([x, layers.batchNormalization({}).apply(x) as Map]) as Map),
  fc.constant((x: Map) => layers.concatenate({}).apply([x, layers.reLU({}).apply(x) as Map]) as Map),
)

let nextName = 0

function always(layer: () => tf.layers.Layer): (x: Map) => Map {
  return (x) => layer().apply(x) as Map
}

function fitting(size: number, layer: () => tf.layers.Layer): (x: Map) => Map {
  return (x) => (Math.min(x.shape[1] ?? 0, x.shape[2] ?? 0) >= size ? (layer().apply(x) as Map) : x)
}

it('any network of convolutions, normalisations, activations, paddings and sums gives what its layers give', async () => {
  const before = tf.memory().numTensors
  await fc.assert(
    fc.asyncProperty(
      fc.array(steps, seldom),
      fc.integer({ min: 1, max: 8 }),
      fc.constantFrom('tf', 'caffe', 'torch', 'lite'),
      async (chosen, side, preprocessing) => {
        const photos = tf.input({ shape: [side, side + 1, 3] })
        // A network of the photos alone would have no layer.
        const first = layers.activation({ activation: 'linear' }).apply(photos) as Map
        const model = tf.model({ inputs: photos, outputs: chosen.reduce((x, step) => step(x), first) })
        fillWeights(model, 7)
        for (const difference of await differences(model, preprocessing, [1, 2])) {
          expect(difference).toBeLessThanOrEqual(1e-5)
        }
      },
    ),
    { numRuns: 60, seed: 20, endOnFailure: false },
  )
  expect(tf.memory().numTensors).toBe(before)
})
