import { expect, it } from 'vitest'
import { activations, initializers, optimizers, schedules } from '../../shared/contract/training'
import { trainSettingsSchema } from '../../shared/contract/training'
import type { TrainSettings } from '../../shared/contract/training'
import { Device } from '../device'
import { memoryTable, toyFeatures } from '../fixtures/toy-features'
import { tf } from '../tensorflow'
import { buildHead } from './build'
import { classWeights } from './class-weights'
import { modelLearner } from './learner'
import { Objective } from './objective'
import { Optimizer } from './optimizer'
import { learningRateAt } from './schedule'
import { Telling } from './telling'
import { trainHead } from './train'
import type { HeadOutcome } from './train'

const never = new AbortController().signal

/** Twenty photos' feature maps of 2 × 2 × 3. */
function twenty(classes: number) {
  const toy = toyFeatures({ classes, size: 12, train: 20, val: 0 })
  return toy.table.gather(toy.train.rows).then((values) => ({
    table: memoryTable(values, [2, 2, 3]),
    train: toy.train,
    val: toy.val,
  }))
}

async function outcomeOf(
  wished: Partial<TrainSettings>,
  classes = 2,
): Promise<{ outcome: HeadOutcome; weights: number[][] }> {
  const settings = trainSettingsSchema.parse({ batch: 8, dropout: 0, ...wished })
  const head = buildHead({ featureShape: [2, 2, 3], classes, settings })
  const parts = { device: new Device(), learner: modelLearner(head, classes), stop: never, signal: never }
  try {
    const training = trainHead({ ...parts, ...(await twenty(classes)), settings })
    for (;;) {
      const { done, value } = await training.next()
      if (done !== true) continue
      return { outcome: value, weights: head.getWeights().map((one) => [...one.dataSync()]) }
    }
  } finally {
    head.dispose()
  }
}

const ways = optimizers.flatMap((optimizer) =>
  schedules.flatMap((schedule) =>
    (['pooled', 'flatten'] as const).flatMap((head) =>
      activations.map((activation) => ({ optimizer, schedule, head, activation })),
    ),
  ),
)

it.each(ways)('the loss falls on 20 photos ($optimizer, $schedule, $head, $activation)', async (way) => {
  const learningRate = way.optimizer === 'sgd' ? 0.2 : 0.02
  const momentum = way.optimizer === 'sgd' ? 0.9 : 0
  const { outcome } = await outcomeOf({ ...way, learningRate, momentum, units: 8, epochs: 6 })
  expect(outcome.epochs.at(-1)?.loss).toBeLessThan((outcome.epochs[0]?.loss ?? 0) * 0.95)
})

it.each(initializers)(
  'one seed gives the same head twice, and other heads than others (%s)',
  async (initializer) => {
    const settings = {
      initializer,
      units: 8,
      epochs: 2,
      dropout: 0.3,
      momentum: 0.5,
      optimizer: 'sgd',
    } as const
    const first = await outcomeOf(settings)
    expect((await outcomeOf(settings)).weights).toEqual(first.weights)
    expect((await outcomeOf({ ...settings, seed: 2 })).weights).not.toEqual(first.weights)
  },
)

it.each(optimizers)('a learning rate beyond all measure ends with what to do (%s)', async (optimizer) => {
  const settings = { optimizer, learningRate: 1e9, epochs: 3, units: 4 }
  await expect(outcomeOf(settings)).rejects.toThrow(/lower the learning rate/)
})

it('a class counts as much as any other when weights are balanced', () => {
  expect(classWeights('none', [0, 1], 2)).toBeNull()
  // 8 photos, 2 classes: 8 / (2 · 6) and 8 / (2 · 2).
  expect(classWeights('balanced', [0, 0, 0, 0, 0, 0, 1, 1], 2)).toEqual([8 / 12, 2])
})

it('the cosine falls from the whole rate over the half to nearly nothing', () => {
  const settings = { schedule: 'cosine', learningRate: 2 } as const
  const rates = [0, 25, 50, 99].map((step) => learningRateAt(settings, step, 100))
  expect(rates[0]).toBe(2)
  expect(rates[1]).toBeCloseTo(1 + Math.SQRT1_2, 12)
  expect(rates[2]).toBeCloseTo(1, 12)
  expect(rates[3]).toBeCloseTo(0.000493, 5)
  expect(learningRateAt({ ...settings, schedule: 'constant' }, 99, 100)).toBe(2)
})

it('tells at most ten times a second, of all batches since', () => {
  let now = 0
  const telling = new Telling(() => now)
  const place = { epoch: 1, batch: 1, batches: 9, learningRate: 0.1 }
  now = 60
  expect(telling.add({ loss: 4, correct: 1 }, 4, place)).toBeNull()
  now = 200
  expect(telling.add({ loss: 2, correct: 4 }, 4, { ...place, batch: 2 })).toMatchObject({
    ...{ batch: 2, loss: 0.75, accuracy: 0.625, photosPerSecond: 40 },
  })
  now = 290
  expect(telling.add({ loss: 2, correct: 4 }, 4, place)).toBeNull()
})

/**
 * Central differences in float32: with loss L near 1 and its rounding of about 1e-7, a step h has an error of about
 * 1e-7 / h from rounding and h² from the curve; h = 5e-3 gives some 5e-5 of both.
 */
it.each([
  { classes: 2, weights: null },
  { classes: 2, weights: [0.4, 2.5] },
  { classes: 3, weights: null },
  { classes: 3, weights: [0.5, 1, 3] },
])(
  "a head's gradients are those of its loss ($classes classes, weights $weights)",
  ({ classes, weights }) => {
    const settings = trainSettingsSchema.parse({ units: 3, dropout: 0, activation: 'tanh', head: 'flatten' })
    const head = buildHead({ featureShape: [2, 1, 2], classes, settings })
    const learner = modelLearner(head, classes)
    const labels = [0, 1, classes - 1, 0]
    const features = tf.randomNormal([4, 2, 1, 2], 0, 1, 'float32', 5)
    const weightOf = (label: number): number => weights?.[label] ?? 1
    /** The weighted loss, each photo measured by itself and added up in float64. */
    const loss = (): number =>
      labels.reduce((sum, label, photo) => {
        const one = features.slice([photo, 0, 0, 0], [1, 2, 1, 2])
        const { loss: own } = new Objective(learner).measure(one, [label])
        one.dispose()
        return sum + own * weightOf(label)
      }, 0) / labels.length
    const difference = (variable: tf.Variable, place: number): number => {
      const values = variable.dataSync().slice()
      const [h, middle] = [5e-3, values[place] ?? 0]
      const [above = NaN, below = NaN] = [middle + h, middle - h].map((value) => {
        values[place] = value
        tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)))
        return loss()
      })
      values[place] = middle
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)))
      return (above - below) / (2 * h)
    }
    const expected = learner.variables.map((one) =>
      Array.from({ length: one.size }, (_, place) => difference(one, place)),
    )
    const before = learner.variables.map((one) => one.dataSync().slice())
    // A step of plain descent at rate 1 takes away the gradient itself.
    const optimizer = new Optimizer({ optimizer: 'sgd', momentum: 0 }, learner.variables)
    new Objective(learner, weights).learn(optimizer, 1, features, labels)
    for (const [place, variable] of learner.variables.entries()) {
      const after = variable.dataSync()
      for (const [at, gradient] of (expected[place] ?? []).entries()) {
        expect(Math.abs((before[place]?.[at] ?? 0) - (after[at] ?? 0) - gradient)).toBeLessThan(2e-4)
      }
    }
    tf.dispose([features])
    optimizer.dispose()
    head.dispose()
  },
)
