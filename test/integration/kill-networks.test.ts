import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Host } from '../../src/core/host'
import type { HostContract } from '../../src/shared/contract/host'
import type { Epoch } from '../../src/shared/contract/training'
import type { Client } from '../../src/shared/rpc/contract'
import { makeSmallProject, realHost, untilEnd } from './fixtures/small-project'

/** More epochs than anybody waits for, and how many more are enough. */
const endless = 10_000
const enough = 3

const checkpointSchema = z.object({ phase: z.string(), epochs: z.array(z.unknown()) })

interface Way {
  readonly what: string
  readonly settings: Parameters<Client<HostContract>['runs.start']>[0]
  /** In which it is killed. */
  readonly phase: Epoch['phase']
  /** Epochs of the head alone. */
  readonly before: number
}

const ways: Way[] = [
  {
    what: 'a base whose last block learns',
    settings: { epochs: 2, fineTune: { blocks: 1, epochs: endless } },
    ...{ phase: 'fine-tune', before: 2 },
  },
  {
    what: 'a network from scratch',
    settings: { scratch: { filters: [4, 8], batchNormalization: true }, epochs: endless },
    ...{ phase: 'train', before: endless },
  },
]

describe('a network whose training is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-kill-networks-'))
  const [project, photos] = [join(folder, 'project'), join(folder, 'photos')]
  let host: Host
  let client: Client<HostContract>

  beforeAll(async () => {
    host = realHost(join(folder, 'logs'))
    client = host.client()
    await makeSmallProject(client, {
      ...{ project, photos, counts: { cat: 8, dog: 8 }, split: { train: 0.75, val: 0.25 } },
    })
  })
  afterAll(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })

  /** Kills the engine once a checkpoint of the phase is whole; how many epochs that has. */
  async function killAfterCheckpoint(run: number, phase: string): Promise<number> {
    const file = join(project, 'runs', String(run), 'checkpoint', 'checkpoint.json')
    const read = () => checkpointSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    for await (const event of client['runs.watch']({ run })) {
      if (event.type !== 'epoch' || event.epoch.phase !== phase || !existsSync(file)) continue
      if (read().phase !== phase) continue
      process.kill(host.engine.pid ?? 0, 'SIGKILL')
      break
    }
    return read().epochs.length
  }

  it.each(ways)(
    '$what goes on in a fresh engine from its checkpoint, and ends',
    async ({ settings, phase, before }) => {
      const { job, run } = await client['runs.start']({ input: 32, batch: 4, ...settings })
      const kept = await killAfterCheckpoint(run, phase)
      expect(await untilEnd(client, job)).toMatchObject({ status: 'failed' })
      const cut = await client['runs.show']({ run })
      expect(cut).toMatchObject({
        status: 'failed',
        resumable: true,
        reason: expect.stringMatching(/runs resume/) as string,
      })

      const again = await client['runs.resume']({ run })
      let fresh = 0
      for await (const event of client['runs.watch']({ run })) {
        if (event.type !== 'epoch' || event.epoch.epoch <= cut.epochs.length) continue
        if ((fresh += 1) === enough) await client['jobs.stop']({ job: again.job })
      }
      expect(await untilEnd(client, again.job)).toMatchObject({ status: 'stopped' })
      const { epochs, ...whole } = await client['runs.show']({ run })
      expect(whole).toMatchObject({ status: 'stopped', resumable: false, reason: null })
      expect(epochs.map(({ epoch }) => epoch)).toEqual(epochs.map((_, index) => index + 1))
      expect(epochs.map(({ phase: own }) => own)).toEqual(
        epochs.map((_, index) => (index < before ? 'train' : 'fine-tune')),
      )
      // What the checkpoint has was not learned again, to the fraction of a second.
      expect(epochs.slice(0, kept)).toEqual(cut.epochs.slice(0, kept))
      expect(readdirSync(join(project, 'runs', String(run))).sort()).toEqual(['head', 'run.json'])
      const answers: string[] = []
      for await (const { type } of client['photos.classify']({
        paths: [photos],
        network: { kind: 'run', run },
      }))
        answers.push(type)
      expect(answers.filter((type) => type === 'classified')).toHaveLength(16)
    },
  )
})
