import { expect, it } from 'vitest'
import type { TrainEvent } from '../../shared/contract/engine'
import { trainSettingsSchema } from '../../shared/contract/training'
import type { TrainSettings } from '../../shared/contract/training'
import { Device } from '../device'
import { toyFeatures } from '../fixtures/toy-features'
import type { Toy } from '../fixtures/toy-features'
import { tf } from '../tensorflow'
import { buildHead } from './build'
import { modelLearner } from './learner'
import { trainHead } from './train'
import type { HeadOutcome } from './train'

interface Options {
  readonly settings?: Partial<TrainSettings>
  readonly classes?: number
  readonly onEvent?: (event: TrainEvent) => void
  readonly stop?: AbortSignal
  readonly signal?: AbortSignal
}

interface Trained {
  readonly outcome: HeadOutcome
  readonly weights: number[][]
  readonly events: TrainEvent[]
}

const never = new AbortController().signal

async function trainToy(toy: Toy, options: Options = {}): Promise<Trained> {
  const { classes = 2, onEvent, stop = never, signal = never } = options
  const settings = trainSettingsSchema.parse({ epochs: 5, batch: 8, learningRate: 0.05, ...options.settings })
  const head = buildHead({ featureShape: toy.table.shape, classes, settings })
  const learner = modelLearner(head, classes)
  const training = trainHead({ device: new Device(), learner, ...toy, settings, stop, signal })
  const events: TrainEvent[] = []
  try {
    for (;;) {
      const { done, value } = await training.next()
      if (done === true) {
        const weights = head.getWeights().map((weight) => [...weight.dataSync()])
        return { outcome: value, weights, events }
      }
      events.push(value)
      onEvent?.(value)
    }
  } finally {
    head.dispose()
  }
}

it.each([
  { what: 'two classes', classes: 2, settings: {} },
  { what: 'four classes', classes: 4, settings: {} },
  { what: 'a hidden layer', classes: 2, settings: { units: 16 } },
  { what: 'sgd', classes: 3, settings: { optimizer: 'sgd', learningRate: 0.5 } },
  { what: 'rmsprop', classes: 3, settings: { optimizer: 'rmsprop' } },
] as const)('learns to tell classes apart ($what)', async ({ classes, settings }) => {
  const { outcome } = await trainToy(toyFeatures({ classes }), {
    classes,
    settings: { epochs: 12, dropout: 0, ...settings },
  })
  const [first] = outcome.epochs
  const last = outcome.epochs.at(-1)
  expect(last?.valAccuracy).toBe(1)
  expect(last?.accuracy).toBeGreaterThan(0.9)
  expect(last?.loss).toBeLessThan(first?.loss ?? 0)
  expect(outcome.stopped).toBe(false)
})

it('gives the same head for the same seed, bit for bit, and another one for another', async () => {
  const settings = { units: 16, dropout: 0.4 }
  const toy = toyFeatures({ size: 64 })
  const [first, again, other] = [
    await trainToy(toy, { settings: { ...settings, seed: 0 } }),
    await trainToy(toy, { settings: { ...settings, seed: 0 } }),
    await trainToy(toy, { settings: { ...settings, seed: 1 } }),
  ]
  expect(again.weights).toEqual(first.weights)
  expect(other.weights).not.toEqual(first.weights)
})

it('measures loss and accuracy as binary cross-entropy and the share of right answers', async () => {
  const toy = toyFeatures({ train: 20, val: 300, noise: 8 })
  const { outcome, weights } = await trainToy(toy, { settings: { epochs: 1 } })
  const [kernel = [], [bias = 0] = []] = weights
  const values = await toy.table.gather(toy.val.rows)
  const logits = toy.val.rows.map((_, row) =>
    kernel.reduce((sum, weight, place) => sum + weight * (values[row * kernel.length + place] ?? 0), bias),
  )
  const signed = logits.map((logit, row) => (toy.val.labels[row] === 1 ? logit : -logit))
  const loss = signed.reduce((sum, logit) => sum + Math.log1p(Math.exp(-logit)), 0) / signed.length
  expect(outcome.best.valLoss).toBeCloseTo(loss, 4)
  expect(outcome.best.valAccuracy).toBe(signed.filter((logit) => logit > 0).length / signed.length)
})

it('ends with the weights of its best epoch', async () => {
  const toy = toyFeatures({ noise: 12, train: 24, val: 40 })
  const { outcome, weights } = await trainToy(toy, { settings: { epochs: 12, learningRate: 0.3 } })
  const { epoch, valAccuracy } = outcome.best
  expect(valAccuracy).toBe(Math.max(...outcome.epochs.map((one) => one.valAccuracy ?? 0)))
  const short = await trainToy(toy, { settings: { epochs: epoch, learningRate: 0.3 } })
  expect(epoch).toBeLessThan(12)
  expect(short.weights).toEqual(weights)
})

it('ends with the last epoch where there is nothing to check with', async () => {
  const { outcome } = await trainToy(toyFeatures({ val: 0 }))
  expect(outcome.best).toEqual(outcome.epochs.at(-1))
  expect(outcome.best).toMatchObject({ epoch: 5, valLoss: null, valAccuracy: null })
})

it('stops after the batch at hand and keeps its best epoch', async () => {
  const stop = new AbortController()
  const { outcome, events } = await trainToy(toyFeatures(), {
    stop: stop.signal,
    onEvent: (event) => {
      if (event.type === 'progress' && event.done === 12) stop.abort()
    },
  })
  expect(outcome.stopped).toBe(true)
  expect(outcome.epochs).toHaveLength(2)
  expect(events.filter(({ type }) => type === 'progress')).toHaveLength(12)
})

it('has nothing to keep when it is stopped before an epoch was whole', async () => {
  const stop = new AbortController()
  stop.abort()
  await expect(trainToy(toyFeatures(), { stop: stop.signal })).rejects.toMatchObject({ code: 'cancelled' })
})

it('ends at once when it is cancelled', async () => {
  const cancel = new AbortController()
  const events: TrainEvent[] = []
  const training = trainToy(toyFeatures(), {
    signal: cancel.signal,
    onEvent: (event) => {
      events.push(event)
      cancel.abort()
    },
  })
  await expect(training).rejects.toMatchObject({ code: 'cancelled' })
  expect(events).toHaveLength(1)
})

it('asks for a lower learning rate when the loss is no longer a number', async () => {
  const settings = { learningRate: 1e9, units: 8, optimizer: 'sgd', epochs: 50 } as const
  await expect(trainToy(toyFeatures({ noise: 50 }), { settings })).rejects.toThrow(/lower the learning rate/)
})

it('holds as many tensors after each epoch as after the first, and none in the end', async () => {
  const before = tf.memory().numTensors
  const held: number[] = []
  await trainToy(toyFeatures({ noise: 12 }), {
    onEvent: (event) => {
      if (event.type === 'epoch') held.push(tf.memory().numTensors)
    },
  })
  expect(new Set(held).size).toBe(1)
  expect(tf.memory().numTensors).toBe(before)
})
