import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createHost } from '../../src/core/host'
import type { Host } from '../../src/core/host'
import { hasEnded } from '../../src/shared/contract/jobs'
import type { Job } from '../../src/shared/contract/jobs'
import type { HostContract } from '../../src/shared/contract/host'
import { importResultSchema, splitResultSchema } from '../../src/shared/contract/photos'
import { trainResultSchema } from '../../src/shared/contract/training'
import type { TrainResult } from '../../src/shared/contract/training'
import type { Client } from '../../src/shared/rpc/contract'
import { headstartJson, startHeadstart } from '../integration/fixtures/command-line'
import { sharedFolder, sharedMissing } from '../shared-folder'

/**
 * What the main job costs in seconds and memory. Not part of `npm test`, which does not look at the clock:
 * `npm run measure`.
 */
describe.skipIf(sharedMissing)('the main job on 1,000 photos', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-measure-'))
  const project = join(folder, 'pets')
  let host: Host
  let client: Client<HostContract>

  beforeAll(async () => {
    await headstartJson(z.object({ project: z.string() }), folder, 'init', 'pets')
    const { seconds } = await headstartJson(
      importResultSchema,
      project,
      'import',
      sharedFolder('data', 'cats-dogs'),
    )
    report('import of 1,000 photos', `${seconds.toFixed(2)} s`)
    await headstartJson(splitResultSchema, project, 'split')
  })
  afterAll(async () => {
    await host?.close()
    rmSync(folder, { recursive: true })
  })

  it('stays under 1.5 GB in the engine and 300 MB in the host while it trains', async () => {
    const training = startHeadstart(project, 'train')
    const peaks = { host: 0, engine: 0 }
    const sampling = setInterval(() => {
      const engine = childrenOf(training.pid ?? 0)[0]
      peaks.host = Math.max(peaks.host, peakMemory(training.pid ?? 0))
      if (engine !== undefined) peaks.engine = Math.max(peaks.engine, peakMemory(engine))
    }, 50)
    const status = await new Promise((resolve) => training.once('close', resolve))
    clearInterval(sampling)
    report('peak memory', `engine ${megabytes(peaks.engine)}, host ${megabytes(peaks.host)}`)
    expect(status).toBe(0)
    expect(peaks.engine).toBeGreaterThan(0)
    expect(peaks.engine).toBeLessThan(1.5e9)
    expect(peaks.host).toBeLessThan(300e6)
  })

  it('trains a second time in less than 5 seconds', async () => {
    host = createHost({
      engineEntry: join(import.meta.dirname, '../../out/main/engine.js'),
      resources: join(import.meta.dirname, '../../resources'),
      device: 'cpu',
      logs: folder,
    })
    client = host.client()
    await client['project.open']({ folder: project })
    const { job } = await client['runs.start']({ seed: 2 })
    const { seconds } = await trained(job)
    report('second training', `${seconds.total.toFixed(2)} s, features ${seconds.features.toFixed(2)} s`)
    expect(seconds.total).toBeLessThan(5)
  })

  it.each([
    ['on cached features', { epochs: 10_000 }],
    ['that computes features', { epochs: 1, fit: 'squash' }],
  ] as const)('answers for a photo within a second during a training %s', async (name, settings) => {
    const sample = sharedFolder('data', 'imagenet-samples')
    const paths = readdirSync(sample).slice(0, 20)
    await classifySeconds(join(sample, paths[0] ?? ''))
    const { job } = await client['runs.start'](settings)
    for await (const state of client['jobs.watch']({ job })) if ((state.progress?.done ?? 0) > 16) break
    const seconds: number[] = []
    for (const path of paths) seconds.push(await classifySeconds(join(sample, path)))
    seconds.sort((a, b) => a - b)
    const [median, worst] = [seconds[10] ?? NaN, seconds.at(-1) ?? NaN]
    const jobs = await client['jobs.list']({})
    expect(jobs.find((one) => one.job === job)?.status).toBe('running')
    await client['jobs.stop']({ job, keep: false })
    report(`a photo during a training ${name}`, `median ${median.toFixed(3)} s, worst ${worst.toFixed(3)} s`)
    expect(worst).toBeLessThan(1)
  })

  async function classifySeconds(path: string): Promise<number> {
    const began = performance.now()
    for await (const event of client['photos.classify']({ paths: [path] }))
      expect(event.type).not.toBe('skipped')
    return (performance.now() - began) / 1000
  }

  async function trained(job: number): Promise<TrainResult> {
    for await (const state of client['jobs.watch']({ job })) if (hasEnded(state)) return resultOf(state)
    throw new Error('the training was not watched to its end')
  }
})

function resultOf({ status, reason, result }: Job): TrainResult {
  if (status !== 'done') throw new Error(`the training ${status}: ${reason}`)
  return trainResultSchema.parse(result)
}

function report(what: string, figure: string): void {
  process.stdout.write(`  ${what}: ${figure}\n`)
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}

/** Linux only, as the set-up is so far. */
function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** The most that a process has had resident, in bytes. */
function peakMemory(pid: number): number {
  return 1024 * Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0)
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process has ended
  }
}
