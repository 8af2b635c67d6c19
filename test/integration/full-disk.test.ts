import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Host } from '../../src/core/host'
import { fillDisk, mountDisk, unmountDisk } from '../../src/engine/fixtures/small-disk'
import type { HostContract } from '../../src/shared/contract/host'
import type { RunDetail } from '../../src/shared/contract/training'
import type { Client } from '../../src/shared/rpc/contract'
import { firstEpoch, makeSmallProject, realHost, untilEnd } from './fixtures/small-project'

const folder = mkdtempSync(join(tmpdir(), 'headstart-full-disk-'))
const disk = join(folder, 'disk')
mkdirSync(disk)
const isMounted = mountDisk(disk, '64m')

/** Weights of 5.2 MB, and checkpoints of 16 MB: so much that the log of the database, up to 4 MB, does not matter. */
const large = { input: 32, units: 1024, batch: 4, epochs: 10_000 }
const isFull =
  /^The disk is full( \(.*\))?: free some space and try again\. This training writes about \d+ MB in all, and \d+ MB are free\./

/** What the folder of a run has that ended well. */
const whole = ['head', 'head/model.json', 'head/weights.bin', 'run.json']

describe.skipIf(!isMounted)('where the disk becomes full', () => {
  const project = join(disk, 'project')
  const others = join(disk, 'others')
  let host: Host
  let client: Client<HostContract>

  beforeAll(async () => {
    host = realHost(join(folder, 'logs'))
    client = host.client()
    await makeSmallProject(client, {
      ...{ project, photos: join(folder, 'photos'), counts: { cat: 8, dog: 8 } },
      split: { train: 0.75, val: 0.25 },
    })
  })
  afterEach(() => rmSync(others, { force: true }))
  afterAll(async () => {
    await host.close()
    unmountDisk(disk)
    rmSync(folder, { recursive: true })
  })

  const fillUp = (room: number): void => fillDisk(disk, others, room)

  /** Begins a training that goes on for a long time, and lets it wait. */
  async function paused(): Promise<{ job: number; run: number; checkpoint: string }> {
    const { job, run } = await client['runs.start'](large)
    await firstEpoch(client, run)
    await client['jobs.pause']({ job, paused: true })
    return { job, run, checkpoint: join(project, 'runs', String(run), 'checkpoint', 'checkpoint.json') }
  }

  /** Files of the run that are there, with their folders. */
  function filesOf({ run }: Pick<RunDetail, 'run'>): string[] {
    const place = join(project, 'runs', String(run))
    return existsSync(place) ? readdirSync(place, { recursive: true, encoding: 'utf8' }).sort() : []
  }

  it('while features are written, says what it needs, and keeps no half of them', async () => {
    const before = await paused()
    const settings = { input: 96, head: 'flatten', epochs: 1 } as const
    const { job, run } = await client['runs.start'](settings)
    // Enough for the start of the next one, and not for 16 photos of 46 KB.
    fillUp(400_000)
    await client['jobs.stop']({ job: before.job, keep: false })
    expect(await untilEnd(client, job)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(isFull) as string,
    })
    const detail = await client['runs.show']({ run })
    expect(detail).toMatchObject({
      status: 'failed',
      resumable: false,
      reason: expect.stringMatching(isFull) as string,
    })
    expect(filesOf(detail)).toEqual([])
    const kept = readdirSync(join(project, 'features'), { recursive: true, encoding: 'utf8' })
    expect(kept.filter((name) => name.includes('partial'))).toEqual([])
    rmSync(others)
    const again = await client['runs.start'](settings)
    expect(await untilEnd(client, again.job)).toMatchObject({ status: 'done' })
  })

  it('while a checkpoint is written, goes on, and says that it could not be resumed', async () => {
    const { job, run } = await paused()
    fillUp(11_000_000)
    await client['jobs.pause']({ job, paused: false })
    const reason =
      /^No checkpoint could be written: the disk is full \(it takes \d+ MB, .*\): free some space\. The training went on/
    await expect
      .poll(async () => (await client['runs.show']({ run })).reason, { timeout: 20_000 })
      .toMatch(reason)
    await client['jobs.stop']({ job })
    expect(await untilEnd(client, job)).toMatchObject({ status: 'stopped' })
    const detail = await client['runs.show']({ run })
    expect(detail).toMatchObject({ status: 'stopped', reason: expect.stringMatching(reason) as string })
    expect(filesOf(detail)).toEqual(whole)
  })

  it('while a run is written, keeps its checkpoint, from which it ends once there is room', async () => {
    const { job, run, checkpoint } = await paused()
    await client['jobs.pause']({ job, paused: false })
    await expect.poll(() => existsSync(checkpoint), { timeout: 20_000 }).toBe(true)
    await client['jobs.pause']({ job, paused: true })
    fillUp(2_000_000)
    await client['jobs.stop']({ job })
    await untilEnd(client, job)
    const detail = await client['runs.show']({ run })
    expect(detail).toMatchObject({ status: 'failed', resumable: true })
    expect(detail.reason).toMatch(isFull)
    expect(detail.reason).toMatch(/Resume the run, .*runs resume \d+`\)\.$/)
    expect(filesOf(detail)).toEqual([
      'checkpoint',
      'checkpoint/checkpoint.json',
      expect.stringMatching(/epoch-\d+\.bin$/),
    ])
    rmSync(others)
    const again = await client['runs.resume']({ run })
    for await (const event of client['runs.watch']({ run })) {
      if (event.type === 'epoch' && event.epoch.epoch > detail.epochs.length) break
    }
    await client['jobs.stop']({ job: again.job })
    expect(await untilEnd(client, again.job)).toMatchObject({ status: 'stopped' })
    expect(filesOf(detail)).toEqual(whole)
  })

  it('and nothing at all is left, writes down how it ended all the same', async () => {
    const { job, run } = await paused()
    fillUp(0)
    await client['jobs.pause']({ job, paused: false })
    expect(await untilEnd(client, job)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(isFull) as string,
    })
    await host.close()
    host = realHost(join(folder, 'logs'))
    client = host.client()
    const opening = client['project.open']({ folder: project })
    await expect(opening).rejects.toThrow(
      /^The disk is full \(.*headstart\.db\): free some space and try again\.$/,
    )
    rmSync(others)
    await client['project.open']({ folder: project })
    expect(await client['runs.show']({ run })).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(isFull) as string,
    })
    expect(filesOf({ run })).not.toContain('run.json')
  })
})
