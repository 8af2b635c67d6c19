import { expect, it } from 'vitest'
import type { Epoch } from '../shared/contract/training'
import { epochSchema, scratchSchema, trainSettingsSchema } from '../shared/contract/training'
import { Device } from './device'
import { temporaryFolder } from './fixtures/temporary-folder'
import { memoryTable } from './fixtures/toy-features'
import { buildHead } from './head/build'
import { Checkpoints } from './head/checkpoints'
import { modelLearner } from './head/learner'
import type { Learner } from './head/learner'
import { trainHead } from './head/train'
import { buildModel } from './models/registry'
import { buildScratch } from './scratch/build'
import { tf } from './tensorflow'
import { tunedNetwork } from './tuning/network'

interface Network {
  readonly shape: readonly number[]
  readonly learner: Learner
  dispose(): void
}

const settings = trainSettingsSchema.parse({
  ...{ scratch: scratchSchema.parse({ filters: [4, 6], batchNormalization: true }) },
  ...{ head: 'flatten', units: 6, dropout: 0.4, epochs: 4, batch: 8, learningRate: 0.01 },
})

function scratch(): Network {
  const model = buildScratch({ side: 12, classes: 2, settings })
  return { shape: [12, 12, 3], learner: modelLearner(model, 2), dispose: () => model.dispose() }
}

/** The last block of MobileNetV2 with made-up weights, and a head. */
function tail(): Network {
  const base = buildModel('MobileNetV2', { input: [32, 32], includeTop: false, pooling: 'avg' })
  tf.tidy(() => {
    for (const [place, layer] of base.layers.slice(-12).entries()) {
      const middle = layer.getClassName() === 'BatchNormalization' ? 1 : 0
      layer.setWeights(
        layer.weights.map(({ shape }) =>
          tf.randomUniform(shape as number[], middle - 0.05, middle + 0.05, 'float32', place),
        ),
      )
    }
  })
  const head = buildHead({ featureShape: [1280], classes: 2, settings: { ...settings, head: 'pooled' } })
  const { inputShape, learner, dispose } = tunedNetwork(base, 'block_15_add', head, 2)
  return { shape: inputShape, learner, dispose }
}

const before: Epoch[] = [1, 2].map((epoch) =>
  epochSchema.parse({ epoch, loss: 9, accuracy: 0, valLoss: 9, valAccuracy: 0, seconds: 0 }),
)

/** Trains from the checkpoint in the folder, if there is one, and is cut off after an epoch, if one is named. */
async function losses(
  make: () => Network,
  phase: Epoch['phase'],
  folder: string,
  cutAfter?: number,
): Promise<number[]> {
  const network = make()
  const size = tf.util.sizeFromShape([...network.shape])
  const values = tf.tidy(() => tf.randomUniform([20, size], 0, 1, 'float32', 5).dataSync() as Float32Array)
  const rows = Array.from({ length: 16 }, (_, row) => row)
  const labelled = (places: number[]) => ({ rows: places, labels: places.map((row) => row % 2) })
  const log = (line: string): never => {
    throw new Error(line)
  }
  const checkpoints = new Checkpoints({ folder, key: 'one', log, everyEpoch: true })
  const cut = new AbortController()
  const training = trainHead({
    ...{ device: new Device(), learner: network.learner, table: memoryTable(values, network.shape) },
    ...{ train: labelled(rows), val: labelled([16, 17, 18, 19]), settings, phase, checkpoints },
    ...(phase === 'fine-tune' && { before }),
    ...{ from: await checkpoints.read(), stop: new AbortController().signal, signal: cut.signal },
  })
  try {
    for (;;) {
      const { done, value } = await training.next()
      if (done) return value.epochs.flatMap(({ loss, valLoss }) => [loss, valLoss ?? NaN])
      if (value.type === 'epoch' && !value.resumed && value.epoch.epoch === cutAfter) cut.abort()
    }
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'cancelled' })
    return []
  } finally {
    await checkpoints.close()
    network.dispose()
  }
}

it.each([
  { what: 'a network from scratch, normalised', make: scratch, phase: 'train', cuts: [1, 3], epochs: 4 },
  { what: 'the last block of a base', make: tail, phase: 'fine-tune', cuts: [3, 5], epochs: 6 },
] as const)('$what that was cut off ends as in one go', async ({ make, phase, cuts, epochs }) => {
  const tensors = tf.memory().numTensors
  const whole = await losses(make, phase, temporaryFolder())
  const folder = temporaryFolder()
  for (const cutAfter of cuts) expect(await losses(make, phase, folder, cutAfter)).toEqual([])
  const resumed = await losses(make, phase, folder)
  expect(whole).toHaveLength(2 * epochs)
  for (const [place, loss] of resumed.entries()) expect(loss).toBeCloseTo(whole[place] ?? NaN, 4)
  expect(resumed).toHaveLength(whole.length)
  expect(tf.memory().numTensors).toBe(tensors)
})
