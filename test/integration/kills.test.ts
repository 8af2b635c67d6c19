import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHost } from '../../src/core/host'
import type { Host } from '../../src/core/host'
import type { HostContract } from '../../src/shared/contract/host'
import { hasEnded } from '../../src/shared/contract/jobs'
import type { Job } from '../../src/shared/contract/jobs'
import type { RunDetail } from '../../src/shared/contract/training'
import type { Client } from '../../src/shared/rpc/contract'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { headstart, startHeadstart } from './fixtures/command-line'

const root = join(import.meta.dirname, '..', '..')
/** How often each process is killed: three times as a rule, `HEADSTART_KILLS=20` for the whole of it. */
const kills = Number(process.env['HEADSTART_KILLS'] ?? 3)
/**
 * The moments lie within so many milliseconds, one in each equal part: a first checkpoint comes early in them. Those of long
 * trainings are counted from their first epoch, those of short ones from the start.
 */
const span = 3000

const moments = Array.from({ length: kills }, (_, part) => ({
  /** Every second training is over soon, so that some are hit while they write. */
  epochs: part % 2 === 1 ? 60 : 10_000,
  after: Math.round(((part + Math.random()) / kills) * span),
}))

function isLong(epochs: number): boolean {
  return epochs > 1000
}

async function firstEpoch(client: Client<HostContract>, run: number): Promise<void> {
  for await (const event of client['runs.watch']({ run })) if (event.type === 'epoch') return
}

describe.skipIf(sharedMissing)('a training that is cut off at any moment', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-kills-'))
  const project = join(folder, 'pets')
  const wentOn = { engine: 0, host: 0 }

  beforeAll(async () => {
    const photos = join(folder, 'photos')
    for (const label of ['cat', 'dog']) {
      const source = sharedFolder('data', 'cats-dogs', label)
      mkdirSync(join(photos, label), { recursive: true })
      for (const name of readdirSync(source).slice(0, 20)) {
        cpSync(join(source, name), join(photos, label, name))
      }
    }
    await headstart(folder, 'init', 'pets')
    await headstart(project, 'import', photos)
    await headstart(project, 'split')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  async function withHost<Result>(
    work: (client: Client<HostContract>, host: Host) => Promise<Result>,
  ): Promise<Result> {
    const host = createHost({
      engineEntry: join(root, 'out', 'main', 'engine.js'),
      resources: join(root, 'resources'),
      device: 'cpu',
      logs: join(folder, 'logs'),
    })
    try {
      const client = host.client()
      await client['project.open']({ folder: project })
      return await work(client, host)
    } finally {
      await host.close()
    }
  }

  /** Nothing is shown as running, and a run has its artifact just where it says so. */
  async function expectHonest(client: Client<HostContract>): Promise<void> {
    for (const run of await client['runs.list']({})) {
      expect(hasEnded(run), `run ${run.run} is ${run.status}`).toBe(true)
      const isWhole = run.status === 'done' || run.status === 'stopped'
      const file = join(project, 'runs', String(run.run), 'run.json')
      if (isWhole) expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveProperty('classes')
      if (!isWhole) expect(run.reason).not.toBeNull()
      if (run.status === 'interrupted')
        expect(run.reason).toMatch(run.resumable ? /resume/ : /start it again/)
    }
    for (const job of await client['jobs.list']({})) expect(hasEnded(job)).toBe(true)
  }

  /** Goes on with a run where it can, for twenty epochs more at most, and uses what it gives. @returns whether it could */
  async function expectToGoOn(client: Client<HostContract>, before: RunDetail): Promise<boolean> {
    const { run } = before
    if (!before.resumable) {
      await expect(client['runs.resume']({ run })).rejects.toMatchObject({ code: 'bad-input' })
      return false
    }
    const { job } = await client['runs.resume']({ run })
    let fresh = 0
    for await (const event of client['runs.watch']({ run })) {
      if (event.type !== 'epoch' || event.epoch.epoch <= before.epochs.length) continue
      if ((fresh += 1) === 20) await client['jobs.stop']({ job })
    }
    expect(await lastState(client['jobs.watch']({ job }))).toMatchObject({
      status: expect.stringMatching(/^(done|stopped)$/) as string,
    })
    const after = await client['runs.show']({ run })
    expect(after.epochs.map(({ epoch }) => epoch)).toEqual(after.epochs.map((_, index) => index + 1))
    expect(after.epochs.length).toBeGreaterThanOrEqual(Math.min(before.settings.epochs, before.epochs.length))
    expect(existsSync(join(project, 'runs', String(run), 'checkpoint'))).toBe(false)
    const answers: string[] = []
    const network = { kind: 'run', run } as const
    const paths = [join(folder, 'photos', 'cat')]
    for await (const { type } of client['photos.classify']({ paths, network })) answers.push(type)
    expect(answers).toContain('classified')
    return true
  }

  it.each(moments)('the engine, $after ms after the start, of $epochs epochs', async ({ after, epochs }) => {
    await withHost(async (client, host) => {
      await client['engine.describe']({})
      const { job, run } = await client['runs.start']({ epochs })
      if (isLong(epochs)) await firstEpoch(client, run)
      await wait(after)
      if (host.engine.pid !== undefined) process.kill(host.engine.pid, 'SIGKILL')
      const ended = await lastState(client['jobs.watch']({ job }))
      expect(['failed', 'done']).toContain(ended?.status)
      await expectHonest(client)
      const detail = await client['runs.show']({ run })
      if (detail.status === 'failed' && (await expectToGoOn(client, detail))) wentOn.engine += 1
    })
  })

  it.each(moments)('the host, $after ms after the start, of $epochs epochs', async ({ after, epochs }) => {
    const training = startHeadstart(project, 'train', '--epochs', String(epochs))
    const closed = new Promise((resolve) => training.once('close', resolve))
    if (isLong(epochs)) {
      await new Promise<void>((resolve) =>
        training.stderr?.on('data', (said: Buffer) => said.includes('epoch 1') && resolve()),
      )
    }
    await wait(after)
    training.kill('SIGKILL')
    await closed
    await withHost(async (client) => {
      await expectHonest(client)
      const newest = (await client['runs.list']({})).at(-1)
      // It may have been too early for a run, or the run before.
      if (newest?.status !== 'interrupted') return
      if (await expectToGoOn(client, await client['runs.show']({ run: newest.run }))) wentOn.host += 1
    })
  })

  it('could go on at least where it was cut off last', () => {
    expect(wentOn.engine).toBeGreaterThan(0)
    expect(wentOn.host).toBeGreaterThan(0)
  })
})

async function lastState(states: AsyncIterable<Job>): Promise<Job | undefined> {
  for await (const state of states) if (hasEnded(state)) return state
  return undefined
}
