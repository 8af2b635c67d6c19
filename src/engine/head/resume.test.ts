import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TrainEvent } from '../../shared/contract/engine'
import { trainSettingsSchema } from '../../shared/contract/training'
import type { TrainSettings } from '../../shared/contract/training'
import { Device } from '../device'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { toyFeatures } from '../fixtures/toy-features'
import { tf } from '../tensorflow'
import { buildHead } from './build'
import { Checkpoints } from './checkpoints'
import { modelLearner } from './learner'
import { trainHead } from './train'

const toy = toyFeatures({ noise: 12, train: 24, val: 10 })

interface Piece {
  readonly folder: string
  readonly settings: Partial<TrainSettings>
  /** The epoch after which it is cut off. */
  readonly cutAfter?: number
  readonly key?: string
}

/** Trains, from the checkpoint if there is one, and gives what came of it. */
async function trainPiece({ folder, settings: wished, cutAfter, key = 'one' }: Piece) {
  const settings = trainSettingsSchema.parse({
    ...{ epochs: 6, batch: 8, learningRate: 0.05, units: 6, dropout: 0.4 },
    ...wished,
  })
  const [lines, events]: [string[], TrainEvent[]] = [[], []]
  const checkpoints = new Checkpoints({ folder, key, log: (line) => lines.push(line), everyEpoch: true })
  const cut = new AbortController()
  const [stop, signal] = [new AbortController().signal, cut.signal]
  const head = buildHead({ featureShape: toy.table.shape, classes: 2, settings })
  const learner = modelLearner(head, 2)
  const from = await checkpoints.read()
  const training = trainHead({
    ...{ device: new Device(), learner, ...toy, settings, checkpoints, from, stop, signal },
  })
  try {
    for (;;) {
      const { done, value } = await training.next()
      if (done === true) {
        const epochs = value.epochs.map((epoch) => ({ ...epoch, seconds: 0 }))
        const weights = head.getWeights().map((one) => [...one.dataSync()])
        return { epochs, best: value.best.epoch, weights, lines, events }
      }
      events.push(value)
      if (value.type === 'epoch' && value.resumed !== true && value.epoch.epoch === cutAfter) cut.abort()
    }
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'cancelled' })
    return { epochs: [], best: null, weights: [], lines, events }
  } finally {
    await checkpoints.close()
    head.dispose()
  }
}

it.each([
  { optimizer: 'adam' },
  { optimizer: 'sgd', momentum: 0.9 },
  { optimizer: 'sgd' },
  { optimizer: 'rmsprop' },
  { optimizer: 'adam', schedule: 'cosine', classWeights: 'balanced', activation: 'tanh' },
] as const)('a training that was cut off ends as one in one go, bit for bit (%o)', async (settings) => {
  const before = tf.memory().numTensors
  const whole = await trainPiece({ folder: temporaryFolder(), settings })
  expect(whole.epochs).toHaveLength(6)
  const folder = temporaryFolder()
  for (const cutAfter of [1, 3, 5]) await trainPiece({ folder, settings, cutAfter })
  const resumed = await trainPiece({ folder, settings })
  expect(resumed.epochs).toEqual(whole.epochs)
  expect(resumed.best).toBe(whole.best)
  expect(resumed.weights).toEqual(whole.weights)
  const told = resumed.events.flatMap((event) => (event.type === 'epoch' ? [event.resumed === true] : []))
  expect(told).toEqual([true, true, true, true, true, false])
  expect(resumed.lines).toEqual([])
  expect(tf.memory().numTensors).toBe(before)
})

it('goes on counting from the best epoch when it would end early', async () => {
  const settings = { earlyStop: 2, epochs: 40 }
  const whole = await trainPiece({ folder: temporaryFolder(), settings })
  expect(whole.epochs.length).toBe((whole.best ?? 0) + 2)
  const folder = temporaryFolder()
  await trainPiece({ folder, settings, cutAfter: 1 })
  const resumed = await trainPiece({ folder, settings })
  expect(resumed.epochs).toEqual(whole.epochs)
  expect(resumed.weights).toEqual(whole.weights)
})

const valuesOf = (place: string): string =>
  join(place, readdirSync(place).find((name) => name.endsWith('.bin')) ?? '')

it.each([
  {
    what: 'cut short',
    damage: (place: string) => writeFileSync(valuesOf(place), readFileSync(valuesOf(place)).subarray(4)),
  },
  {
    what: 'changed',
    damage: (place: string) => writeFileSync(valuesOf(place), readFileSync(valuesOf(place)).fill(1, 40, 44)),
  },
  { what: 'no JSON', damage: (place: string) => writeFileSync(join(place, 'checkpoint.json'), '{') },
  { what: 'of another form', damage: (place: string) => writeFileSync(join(place, 'checkpoint.json'), '{}') },
])('begins anew, and says so, where the checkpoint is $what', async ({ damage }) => {
  const folder = temporaryFolder()
  await trainPiece({ folder, settings: { epochs: 2 }, cutAfter: 1 })
  damage(join(folder, 'checkpoint'))
  const again = await trainPiece({ folder, settings: { epochs: 2 } })
  expect(again.lines).toEqual([expect.stringMatching(/cannot be used \(.+\): the training begins anew/)])
  expect(again.events.some((event) => event.type === 'epoch' && event.resumed === true)).toBe(false)
  expect(again.epochs).toHaveLength(2)
})

it.each([
  { what: 'another training', key: 'other', settings: {} },
  { what: 'another network', key: 'one', settings: { units: 3 } },
])('begins anew, and says so, where the checkpoint is of $what', async ({ key, settings }) => {
  const folder = temporaryFolder()
  await trainPiece({ folder, settings: { epochs: 2 }, cutAfter: 1 })
  const again = await trainPiece({ folder, key, settings: { epochs: 2, ...settings } })
  expect(again.lines).toHaveLength(1)
  expect(again.epochs).toHaveLength(2)
})

it.runIf(existsSync('/dev/full'))('goes on when the disk is full, and says so once', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'checkpoint'))
  for (const epoch of [1, 2, 3]) symlinkSync('/dev/full', join(folder, 'checkpoint', `epoch-${epoch}.bin`))
  const { epochs, lines } = await trainPiece({ folder, settings: { epochs: 3 } })
  expect(epochs).toHaveLength(3)
  expect(lines).toEqual([expect.stringMatching(/No checkpoint could be written .*the training goes on/)])
})

it('leaves a whole checkpoint and nothing beside it, and removes it when asked', async () => {
  const folder = temporaryFolder()
  await trainPiece({ folder, settings: {}, cutAfter: 3 })
  expect(readdirSync(join(folder, 'checkpoint')).sort()).toEqual(['checkpoint.json', 'epoch-3.bin'])
  await new Checkpoints({ folder, key: 'one', log: () => undefined }).remove()
  expect(readdirSync(folder)).toEqual([])
})
