import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Host } from '../../src/core/host'
import { toAppError } from '../../src/shared/errors'
import type { AppError } from '../../src/shared/errors'
import type { ClassifySettings } from '../../src/shared/contract/predictions'
import { sharedFolder, sharedMissing } from '../shared-folder'
import { writeDamagedFiles } from './fixtures/damaged-weights'

const root = join(import.meta.dirname, '../..')
const entry = join(root, 'out/main/engine.js')
const weights = sharedFolder('models', 'mobilenet_v2_imagenet.h5')
const why = sharedMissing || (existsSync(weights) ? false : `${weights} is missing`)
const network = { kind: 'pretrained', id: 'MobileNetV2' } as const

describe.skipIf(why)("MobileNetV2 with the weights of a file of Keras'", () => {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-weights-'))
  const models = join(folder, 'models')
  let host: Host

  beforeAll(async () => {
    host = new Host({
      engineEntry: entry,
      resources: join(root, 'resources'),
      device: 'cpu',
      logs: join(folder, 'logs'),
      settings: join(folder, 'settings'),
      models,
    })
    await importFile(weights)
  })
  afterAll(async () => {
    await host.close()
    rmSync(folder, { recursive: true })
  })

  async function importFile(path: string): Promise<void> {
    for await (const event of host.client()['models.import']({ id: 'MobileNetV2', path })) {
      if (event.type === 'done') expect(event.result).toMatchObject({ weights: 'installed', hasTop: true })
    }
  }

  /** How many of 100 photos are named as they should be: the class is in a file's name. */
  async function countRight(settings: Partial<ClassifySettings>): Promise<number> {
    let right = 0
    const paths = [sharedFolder('data', 'imagenet-samples')]
    for await (const event of host.client()['photos.classify']({ paths, network, top: 1, ...settings })) {
      if (event.type !== 'classified') continue
      const { path, predictions } = event.result
      if (path.includes(`${predictions[0]?.wnid}_`)) right += 1
    }
    return right
  }

  it('names at least 84 of 100 photos by the default rule', async () => {
    expect(await countRight({})).toBeGreaterThanOrEqual(84)
  })

  it("names as many as Keras does by Keras' own rule", async () => {
    expect(await countRight({ fit: 'squash', interpolation: 'nearest' })).toBe(83)
  })

  it('gives features of photos as a base at another size', async () => {
    const [name = ''] = readdirSync(sharedFolder('data', 'imagenet-samples'))
    const source = { kind: 'photos' as const, paths: [sharedFolder('data', 'imagenet-samples', name)] }
    const settings = {
      source,
      out: join(folder, 'f.npy'),
      model: 'MobileNetV2',
      input: 192,
      pooling: 'none' as const,
    }
    for await (const event of host.client()['features.write'](settings)) {
      if (event.type === 'done') expect(event.shape).toEqual([1, 6, 6, 1280])
    }
  })

  it('stays as it is whatever is imported instead: twenty damaged files, twenty messages', async () => {
    const before = installed()
    const damaged = join(folder, 'damaged')
    mkdirSync(damaged)
    const files = await writeDamagedFiles(damaged, weights)
    expect(files).toHaveLength(20)
    const { pid } = await host.client()['engine.describe']({})
    for (const { what, path, message } of files) {
      const error = await importFile(path).then(
        () => undefined,
        (thrown: unknown): AppError => toAppError(thrown),
      )
      expect({ what, message: error?.message }).toEqual({ what, message: expect.stringMatching(message) })
      expect({ what, code: error?.code }).toEqual({
        what,
        code: expect.stringMatching(/^(bad-input|unreadable|not-found)$/),
      })
    }
    expect(installed()).toEqual(before)
    expect((await host.client()['engine.describe']({})).pid).toBe(pid)
    expect(readFileSync(join(folder, 'logs', 'engine.log'), 'utf8')).toContain('HDF5-DIAG')
  })

  function installed(): Record<string, string> {
    const own = join(models, 'MobileNetV2')
    return Object.fromEntries(readdirSync(own).map((name) => [name, readFileSync(join(own, name), 'latin1')]))
  }
})
