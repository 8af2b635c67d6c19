import { expect, it } from 'vitest'
import { trainSettingsSchema } from '../../shared/contract/training'
import { buildHead } from '../head/build'
import { Objective } from '../head/objective'
import { Optimizer } from '../head/optimizer'
import { buildModel } from '../models/registry'
import { summaryOf } from '../summary'
import { tf } from '../tensorflow'
import { cutBefore } from './cuts'
import { frontOf, tunedNetwork } from './network'

/** One of each family, at the smallest photos that it takes. */
const families = [
  { id: 'EfficientNet-Lite0', side: 32 },
  { id: 'Xception', side: 71 },
  { id: 'VGG16', side: 32 },
  { id: 'ResNet50', side: 32 },
  { id: 'ResNet50V2', side: 32 },
  { id: 'InceptionV3', side: 75 },
  { id: 'InceptionResNetV2', side: 75 },
  { id: 'MobileNet', side: 32 },
  { id: 'MobileNetV2', side: 32 },
  { id: 'DenseNet121', side: 32 },
]
const settings = trainSettingsSchema.parse({ units: 0, dropout: 0, optimizer: 'sgd', learningRate: 0.01 })

/** Weights from a seed, of a size at which maps neither vanish nor overflow from layer to layer (He et al., 2015). */
function baseOf(id: string, side: number): tf.LayersModel {
  const base = buildModel(id, { input: [side, side], includeTop: false, pooling: 'avg' })
  let seed = 1
  const drawn = (name: string, shape: number[]): tf.Tensor => {
    const inputs = name.endsWith('depthwise_kernel') ? 9 : tf.util.sizeFromShape(shape.slice(0, -1))
    const width = shape.length > 1 ? Math.sqrt(6 / inputs) : 0.1
    const middle = /variance|gamma/.test(name) ? 1 : 0
    return tf.randomUniform(shape, middle - width, middle + width, 'float32', seed++)
  }
  for (const layer of base.layers) {
    tf.tidy(() => {
      layer.setWeights(layer.weights.map(({ originalName, shape }) => drawn(originalName, shape as number[])))
    })
  }
  return base
}

/** Of each variable whether it has other numbers than it had. */
function moved(variables: readonly tf.Variable[], earlier: readonly tf.Tensor[]): boolean[] {
  return variables.map((variable, place) =>
    tf.tidy(
      () =>
        variable
          .notEqual(earlier[place] as tf.Tensor)
          .any()
          .dataSync()[0] === 1,
    ),
  )
}

it.each(families)('the last two blocks of $id learn, and their moving averages stay', ({ id, side }) => {
  const before = tf.memory().numTensors
  const base = baseOf(id, side)
  const cut = cutBefore(id, summaryOf(base).layers, 2)
  const featureShape = base.outputs[0]?.shape.slice(1).map(Number) ?? []
  const head = buildHead({ featureShape, classes: 2, settings })
  const photos = tf.randomUniform([4, side, side, 3], -1, 1, 'float32', 1)
  const expected = tf.tidy(() => (head.apply(base.apply(photos) as tf.Tensor) as tf.Tensor).dataSync())
  const values = tf.tidy(
    () => tf.model({ inputs: base.inputs, outputs: base.getLayer(cut).output }).apply(photos) as tf.Tensor,
  )
  const { learner, whole, dispose } = tunedNetwork(base, cut, head, 2)
  const scores = tf.tidy(() => (whole.apply(values) as tf.Tensor).dataSync())
  for (const [place, score] of expected.entries()) expect(scores[place]).toBeCloseTo(score, 5)

  const averages = learner.state.filter((variable) => !learner.variables.includes(variable))
  const copies = [learner.variables, averages].map((all) => all.map((variable) => variable.clone()))
  const [learned = [], still = []] = copies
  const optimizer = new Optimizer(settings, learner.variables)
  const first = new Objective(learner).learn(optimizer, settings.learningRate, values, [0, 1, 0, 1])
  expect(Number.isFinite(first.loss)).toBe(true)
  expect(moved(averages, still)).not.toContain(true)
  expect(moved(learner.variables, learned)).not.toContain(false)
  optimizer.dispose()
  dispose()
  tf.dispose([photos, values, copies])
  expect(tf.memory().numTensors).toBe(before)
})

it.each([
  { id: 'MobileNetV2', side: 32 },
  { id: 'InceptionV3', side: 75 },
  { id: 'DenseNet121', side: 32 },
])('gradients of the last block of $id are those that differences give', ({ id, side }) => {
  const base = baseOf(id, side)
  const cut = cutBefore(id, summaryOf(base).layers, 1)
  const featureShape = base.outputs[0]?.shape.slice(1).map(Number) ?? []
  const head = buildHead({ featureShape, classes: 2, settings })
  const { inputShape, learner, dispose } = tunedNetwork(base, cut, head, 2)
  const values = tf.randomUniform([2, ...inputShape], 0, 1, 'float32', 2)
  const loss = (): tf.Scalar => learner.logits(values, true).square().mean()
  const { grads } = tf.variableGrads(loss, [...learner.variables])
  for (const variable of learner.variables) {
    const direction = tf.tidy(() => (grads[variable.name] as tf.Tensor).sign())
    const slope = tf.tidy(() => (grads[variable.name] as tf.Tensor).abs().sum().dataSync()[0] ?? 0)
    const start = variable.clone()
    // So long a step in every variable that the loss moves by about a hundredth of itself.
    const whole = tf.tidy(() => loss().dataSync()[0] ?? 0)
    const step = (0.005 * whole) / Math.max(slope, 1e-6)
    const [up, down] = [step, -step].map((by) =>
      tf.tidy(() => {
        variable.assign(start.add(direction.mul(by)))
        return loss().dataSync()[0] ?? 0
      }),
    )
    variable.assign(start)
    tf.dispose([direction, start])
    expect(((up ?? 0) - (down ?? 0)) / (2 * step)).toBeGreaterThan(0.9 * slope)
    expect(((up ?? 0) - (down ?? 0)) / (2 * step)).toBeLessThan(1.1 * slope)
  }
  tf.dispose([values, Object.values(grads)])
  dispose()
})

it('a base up to its cut frees what comes after', () => {
  const before = tf.memory().numTensors
  const base = baseOf('MobileNetV2', 32)
  const front = frontOf(base, 'block_15_add')
  expect(front.layers.at(-1)?.name).toBe('block_15_add')
  front.dispose()
  expect(tf.memory().numTensors).toBe(before)
})
