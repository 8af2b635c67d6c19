import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { epochSchema } from '../../shared/contract/training'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { tf } from '../tensorflow'
import { Checkpoints } from './checkpoints'
import type { Snapshot } from './checkpoints'

/** Checkpoints at moments that the test names. */
function atMoments(folder = temporaryFolder()) {
  const time = { now: 0 }
  const lines: string[] = []
  const checkpoints = new Checkpoints({
    ...{ folder, key: 'one', log: (line: string) => lines.push(line), clock: () => time.now },
  })
  const file = join(folder, 'checkpoint', 'checkpoint.json')
  const taken: number[] = []
  const offer = async (epoch: number, bytes: number): Promise<void> => {
    await checkpoints.offer(bytes, () => {
      taken.push(epoch)
      return snapshotAfter(epoch)
    })
  }
  /** Once that is on the disk, the epoch of the checkpoint that is there. */
  const written = async (): Promise<unknown> => {
    await checkpoints.idle()
    return (JSON.parse(readFileSync(file, 'utf8')) as { file: unknown }).file
  }
  return { time, lines, checkpoints, offer, taken, written }
}

function snapshotAfter(count: number): Snapshot {
  const epochs = Array.from({ length: count }, (_, index) =>
    epochSchema.parse({ epoch: index + 1, loss: 1, accuracy: 0, valLoss: 1, valAccuracy: 0, seconds: 0 }),
  )
  const best = epochs.at(-1) ?? epochSchema.parse({})
  return {
    facts: { phase: 'train', epochs, best, steps: count, draws: [] },
    tensors: { state: [tf.tensor1d([1, 2])], optimizer: [], bestWeights: [] },
  }
}

it('writes a small one after every epoch that is not over in a moment', async () => {
  const { time, offer, taken, written, checkpoints } = atMoments()
  const tensors = tf.memory().numTensors
  for (const epoch of [1, 2, 3]) {
    time.now += 200
    await offer(epoch, 8)
    expect(await written()).toBe(`epoch-${epoch}.bin`)
  }
  // Two epochs of a tenth of the time: only the second one of them.
  for (const epoch of [4, 5]) {
    time.now += 100
    await offer(epoch, 8)
  }
  expect(await written()).toBe('epoch-5.bin')
  expect(taken).toEqual([1, 2, 3, 5])
  await checkpoints.close()
  expect(tf.memory().numTensors).toBe(tensors)
})

it('waits ten times as long as writing took, or as it would take on a slow disk, and never writes two at once', async () => {
  const { time, offer, taken, written, checkpoints } = atMoments()
  // 71 MB, four epochs of 0.7 seconds: the whole training is over before.
  for (const epoch of [1, 2, 3, 4]) {
    time.now += 700
    await offer(epoch, 71e6)
  }
  expect(taken).toEqual([])
  time.now = 7200
  await offer(5, 71e6)
  await offer(6, 71e6)
  expect(taken).toEqual([5])
  time.now += 300
  await written()
  time.now += 2900
  await offer(7, 71e6)
  expect(taken).toEqual([5])
  time.now += 100
  await offer(8, 71e6)
  expect(taken).toEqual([5, 8])
  await checkpoints.close()
})

it.runIf(existsSync('/dev/full'))(
  'leaves nothing of one that the disk has no room for, and says so once',
  async () => {
    const folder = temporaryFolder()
    const place = join(folder, 'checkpoint')
    const { time, offer, lines, checkpoints, written } = atMoments(folder)
    mkdirSync(place)
    for (const epoch of [1, 2]) {
      symlinkSync('/dev/full', join(place, `epoch-${epoch}.bin`))
      time.now += 1000
      await offer(epoch, 3e6)
      await checkpoints.idle()
    }
    expect(readdirSync(place)).toEqual([])
    expect(lines).toHaveLength(1)
    expect(checkpoints.takeRemark()).toMatch(
      /^No checkpoint could be written: The disk is full.*: free some space and try again\. The training went on/,
    )
    expect(checkpoints.takeRemark()).toBeNull()
    time.now += 1000
    await offer(3, 3e6)
    expect(await written()).toBe('epoch-3.bin')
    await checkpoints.close()
  },
)
