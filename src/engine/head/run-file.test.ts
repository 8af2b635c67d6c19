import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeToyRun } from '../fixtures/runs'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { trainSettingsSchema } from '../../shared/contract/training'
import { tf } from '../tensorflow'
import { trainingBase } from '../train'
import { buildHead } from './build'
import { loadHead } from './load'
import { writeRun } from './run-file'

const never = new AbortController().signal

it('gives the saved head back, with the same scores', async () => {
  const folder = join(temporaryFolder(), 'run')
  const settings = trainSettingsSchema.parse({ units: 4 })
  const head = buildHead({ featureShape: [6], classes: 3, settings })
  const epoch = {
    epoch: 1,
    loss: 1,
    accuracy: 1,
    valLoss: null,
    valAccuracy: null,
    seconds: 0,
    phase: 'train' as const,
  }
  const facts = {
    classes: ['a', 'b', 'c'],
    ...{ base: trainingBase(settings), settings, featureShape: [6] },
    ...{ epochs: [epoch], best: { epoch: 1, valAccuracy: null } },
  }
  await writeRun(folder, head, facts, never)
  const before = tf.memory().numTensors
  const loaded = await loadHead(folder)
  const scores = [head, loaded.head].map((model) =>
    tf.tidy(() => [...(model.predict(tf.ones([2, 6])) as tf.Tensor).dataSync()]),
  )
  expect(loaded.run).toMatchObject(facts)
  expect(scores[1]).toEqual(scores[0])
  loaded.head.dispose()
  expect(tf.memory().numTensors).toBe(before)
  head.dispose()
  expect(readdirSync(folder).sort()).toEqual(['head', 'run.json'])
  expect(readdirSync(join(folder, 'head')).sort()).toEqual(['model.json', 'weights.bin'])
})

it('replaces what an earlier try left', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'head'))
  writeFileSync(join(folder, 'head', 'weights.bin'), 'half')
  await writeToyRun(folder, ['a', 'b'])
  const { head } = await loadHead(folder)
  head.dispose()
})

it('leaves nothing when it is cancelled', async () => {
  const folder = temporaryFolder()
  const written = writeToyRun(folder, ['a', 'b'], {}, AbortSignal.abort())
  await expect(written).rejects.toMatchObject({ code: 'cancelled' })
  expect(readdirSync(folder)).toEqual([])
})

it('has no head without run.json', async () => {
  await expect(loadHead(temporaryFolder())).rejects.toThrow(/train first/)
})

it.each([
  { what: 'weights', file: 'head/weights.bin', code: 'unreadable' },
  { what: 'a model', file: 'head/model.json', code: 'unreadable' },
  { what: 'a run.json', file: 'run.json', code: 'unreadable' },
])('tells of $what that are damaged', async ({ file, code }) => {
  const folder = temporaryFolder()
  await writeToyRun(folder, ['a', 'b'])
  const path = join(folder, file)
  writeFileSync(path, readFileSync(path).subarray(1))
  await expect(loadHead(folder)).rejects.toMatchObject({ code })
})

it('refuses what a newer application wrote', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'run.json'), '{"version":3}')
  await expect(loadHead(folder)).rejects.toMatchObject({ code: 'newer-version' })
  expect(existsSync(join(folder, 'run.json'))).toBe(true)
})

it('reads what an earlier application wrote, which knew no other bases', async () => {
  const folder = temporaryFolder()
  await writeToyRun(folder, ['cat', 'dog'])
  const path = join(folder, 'run.json')
  const { version, ...file } = JSON.parse(readFileSync(path, 'utf8')) as { version: number }
  expect(version).toBe(2)
  writeFileSync(path, JSON.stringify({ version: 1, ...file }))
  const { run, head } = await loadHead(folder)
  expect(run).toMatchObject({ version: 1, classes: ['cat', 'dog'] })
  head.dispose()
})
