import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createHost } from '../../src/core/host'
import { hasEnded } from '../../src/shared/contract/jobs'
import type { Job } from '../../src/shared/contract/jobs'
import { importResultSchema, photoListSchema, splitResultSchema } from '../../src/shared/contract/photos'
import { runSchema, trainResultSchema } from '../../src/shared/contract/training'
import type { Run } from '../../src/shared/contract/training'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { headstart, headstartJson, startHeadstart } from './fixtures/command-line'

const root = join(import.meta.dirname, '..', '..')
/** More epochs than anybody waits for. */
const endless = '10000'

describe.skipIf(sharedMissing)('whatever is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-crash-'))
  const project = join(folder, 'pets')
  const photos = join(folder, 'photos')

  beforeAll(async () => {
    for (const label of ['cat', 'dog']) {
      const source = sharedFolder('data', 'cats-dogs', label)
      mkdirSync(join(photos, label), { recursive: true })
      for (const name of readdirSync(source).slice(0, 20))
        cpSync(join(source, name), join(photos, label, name))
    }
    await headstart(folder, 'init', 'pets')
    await headstartJson(importResultSchema, project, 'import', photos)
    await headstartJson(splitResultSchema, project, 'split')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('the engine dies: the run has failed with the reason, and the next training works', async () => {
    const host = createHost({
      engineEntry: join(root, 'out', 'main', 'engine.js'),
      resources: join(root, 'resources'),
      device: 'cpu',
      logs: join(folder, 'logs'),
    })
    try {
      const client = host.client()
      await client['project.open']({ folder: project })
      const doomed = await client['runs.start']({ epochs: 10_000 })
      for await (const event of client['runs.watch']({ run: doomed.run })) if (event.type === 'epoch') break
      process.kill(host.engine.pid ?? 0, 'SIGKILL')
      const failed = await lastState(client['jobs.watch']({ job: doomed.job }))
      expect(failed).toMatchObject({ status: 'failed', reason: expect.stringContaining('SIGKILL') as string })
      expect(await client['runs.show']({ run: doomed.run })).toMatchObject({
        status: 'failed',
        reason: expect.stringContaining('engine') as string,
      })
      const next = await client['runs.start']({ epochs: 1 })
      expect(await lastState(client['jobs.watch']({ job: next.job }))).toMatchObject({ status: 'done' })
    } finally {
      await host.close()
    }
  })

  it('the host dies: the project opens again, the labels are there and the run is interrupted', async () => {
    const training = startHeadstart(project, 'train', '--epochs', endless)
    await saidMatching(training, /epoch 2\b/)
    training.kill('SIGKILL')
    await new Promise((resolve) => training.once('close', resolve))
    const { total } = await headstartJson(photoListSchema, project, 'images', '--label', 'cat')
    expect(total).toBe(20)
    const interrupted = (await newestFirst()).filter(({ status }) => status === 'interrupted')
    expect(interrupted).toHaveLength(1)
    expect(interrupted[0]?.reason).toMatch(/Headstart ended/)
    await headstartJson(trainResultSchema, project, 'train', '--epochs', '1')
  })

  async function newestFirst(): Promise<Run[]> {
    const runs = await headstartJson(z.array(runSchema), project, 'runs')
    return runs.toSorted((a, b) => b.run - a.run)
  }

  it('Ctrl+C stops a training and keeps its best epoch', async () => {
    const training = startHeadstart(project, 'train', '--epochs', endless)
    await saidMatching(training, /epoch 2\b/)
    training.kill('SIGINT')
    expect(await new Promise((resolve) => training.once('close', resolve))).toBe(130)
    const [stopped] = await newestFirst()
    expect(stopped).toMatchObject({ status: 'stopped', best: { epoch: expect.any(Number) as number } })
    const kept = await headstart(project, 'classify', photos, '--run', String(stopped?.run))
    expect(kept.status).toBe(0)
  })

  it('a photo to classify goes ahead of a running training', async () => {
    const host = createHost({
      engineEntry: join(root, 'out', 'main', 'engine.js'),
      resources: join(root, 'resources'),
      device: 'cpu',
      logs: join(folder, 'logs'),
    })
    try {
      const client = host.client()
      await client['project.open']({ folder: project })
      const { job, run } = await client['runs.start']({ epochs: 10_000 })
      for await (const event of client['runs.watch']({ run })) if (event.type === 'epoch') break
      const answers: string[] = []
      for await (const event of client['photos.classify']({ paths: [photos] })) answers.push(event.type)
      expect(answers.filter((type) => type === 'classified')).toHaveLength(40)
      const still = (await client['jobs.list']({})).find((one) => one.job === job)
      expect(still?.status).toBe('running')
      await client['jobs.stop']({ job, keep: false })
    } finally {
      await host.close()
    }
  })

  it('a photo that broke after the import is skipped by the training with its reason, and marked', async () => {
    const { images } = await headstartJson(photoListSchema, project, 'images', '--split', 'train')
    const broken = images[0]?.path ?? ''
    truncateSync(broken.startsWith('/') ? broken : join(photos, broken), 2_000)
    rmSync(join(project, 'features'), { recursive: true })
    const { skipped } = await headstartJson(trainResultSchema, project, 'train', '--epochs', '1')
    expect(skipped).toHaveLength(1)
    expect(skipped[0]?.reason).toMatch(/cut short|damaged/)
    const after = await headstartJson(photoListSchema, project, 'images', '--split', 'train')
    expect(after.images.find(({ path }) => path === broken)?.problem).toBe(skipped[0]?.reason)
  })
})

async function lastState(states: AsyncIterable<Job>): Promise<Job | undefined> {
  for await (const state of states) if (hasEnded(state)) return state
  return undefined
}

/** Resolves once the process has written something that matches to its standard error. */
function saidMatching(child: ReturnType<typeof startHeadstart>, pattern: RegExp): Promise<void> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.once('close', (status) => reject(new Error(`it ended with ${status} after saying: ${said}`)))
    child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      said += piece
      if (pattern.test(said)) resolve()
    })
  })
}
