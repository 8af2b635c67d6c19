import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { noise } from '../../pixels/fixtures/pictures'
import { readPixels } from '../../pixels/read'
import type { ExportResult } from '../../shared/contract/predictions'
import type { TrainSettings } from '../../shared/contract/training'
import { Device } from '../device'
import { writeToyRun } from '../fixtures/runs'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { Networks } from '../networks'
import { tf } from '../tensorflow'
import { exportRun } from './export'
import { metadataSchema } from './metadata'

const parts = {
  device: new Device(),
  networks: new Networks(join(import.meta.dirname, '../../../resources')),
}

async function exportToy(
  root: string,
  { classes = ['cat', 'dog'], settings = {}, signal = new AbortController().signal }: ToyExport = {},
): Promise<ExportResult> {
  const [run, out, photo] = [join(root, 'run'), join(root, 'out'), join(root, 'Photo.PNG')]
  mkdirSync(run)
  await writeToyRun(run, classes, settings)
  writeFileSync(photo, await noise(60, 40).toBuffer())
  const samples = [photo, join(root, 'gone.jpg')].map((path) => ({ path, hash: 'a', label: 'cat' }))
  const manifest = { folder: run, out, formats: ['tfjs' as const], samples }
  for await (const event of exportRun(parts, manifest, signal)) if (event.type === 'done') return event.result
  throw new Error('ended without a result')
}

interface ToyExport {
  readonly classes?: string[]
  readonly settings?: Partial<TrainSettings>
  readonly signal?: AbortSignal
}

describe('an export', () => {
  it.each([
    { what: 'two classes', classes: ['cat', 'dog'], settings: {} },
    { what: 'three classes', classes: ['cat', 'dog', 'cow'], settings: { units: 8 } },
    { what: 'a flattened map', classes: ['cat', 'dog'], settings: { head: 'flatten' } },
  ] as const)('read back gives the scores of the application ($what)', async ({ classes, settings }) => {
    const { checked } = await exportToy(temporaryFolder(), { classes: [...classes], settings })
    expect(checked['tfjs']).toBeLessThan(1e-5)
  })

  it('lists what it wrote, and tells all that its users need', async () => {
    const root = temporaryFolder()
    const { out, files } = await exportToy(root, { classes: ['cat', 'two\nlines'] })
    const shards = files.filter(({ path }) => path.endsWith('.bin'))
    expect(files.map(({ path }) => path)).toEqual([
      ...['model.json', ...shards.map((_, index) => `weights-${index + 1}.bin`)],
      ...['metadata.json', 'labels.txt', 'LICENSE', 'samples/1.png'],
    ])
    for (const { path, bytes } of files) expect(statSync(join(out, path)).size).toBe(bytes)
    expect(shards.length).toBeGreaterThan(2)
    expect(readFileSync(join(out, 'labels.txt'), 'utf8')).toBe('cat\ntwo lines\n')
    expect(readdirSync(root).sort()).toEqual(['Photo.PNG', 'out', 'run'])
  })

  it('is made of layers that every tfjs has, and scores its samples as its metadata says', async () => {
    const { out } = await exportToy(temporaryFolder())
    const metadata = metadataSchema.parse(JSON.parse(readFileSync(join(out, 'metadata.json'), 'utf8')))
    const topology = readFileSync(join(out, 'model.json'), 'utf8')
    expect(topology).not.toContain('SeededDropout')
    const [sample] = metadata.samples
    const { width, height, fit, interpolation } = metadata.input
    const pixels = await readPixels(join(out, sample?.file ?? ''), { width, height, fit, interpolation })
    const model = await tf.loadLayersModel(`file://${join(out, 'model.json')}`)
    const scores = tf.tidy(() => {
      const photos = tf.tensor4d(Int32Array.from(pixels), [1, height, width, 3], 'int32')
      return [...(model.predict(photos) as tf.Tensor).dataSync()]
    })
    model.dispose()
    for (const [index, score] of scores.entries()) expect(score).toBeCloseTo(sample?.scores[index] ?? NaN, 5)
    expect(scores).toHaveLength(metadata.classes.length)
  })

  it('takes folders of any name', async () => {
    const root = join(temporaryFolder(), 'photos of Zoë, 100% #1')
    mkdirSync(root)
    const { checked } = await exportToy(root)
    expect(checked['tfjs']).toBeLessThan(1e-5)
  })

  it('leaves nothing when it is cancelled', async () => {
    const root = temporaryFolder()
    const signal = AbortSignal.abort()
    await expect(exportToy(root, { signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(root).sort()).toEqual(['Photo.PNG', 'run'])
  })

  it('writes over nothing', async () => {
    const root = temporaryFolder()
    mkdirSync(join(root, 'out'))
    writeFileSync(join(root, 'out', 'mine.txt'), 'mine')
    await expect(exportToy(root)).rejects.toMatchObject({ code: 'exists' })
    expect(readdirSync(join(root, 'out'))).toEqual(['mine.txt'])
  })

  it('needs a head', async () => {
    const root = temporaryFolder()
    const manifest = {
      folder: join(root, 'none'),
      out: join(root, 'out'),
      formats: ['tfjs' as const],
      samples: [],
    }
    const exported = exportRun(parts, manifest, new AbortController().signal).next()
    await expect(exported).rejects.toMatchObject({ code: 'not-found' })
    expect(existsSync(join(root, 'out'))).toBe(false)
  })

  it('keeps no tensors but those of the networks that stay loaded', async () => {
    const root = temporaryFolder()
    await exportToy(root)
    const before = tf.memory().numTensors
    const again = {
      folder: join(root, 'run'),
      out: join(root, 'again'),
      formats: ['tfjs' as const],
      samples: [],
    }
    for await (const event of exportRun(parts, again, new AbortController().signal)) void event
    expect(tf.memory().numTensors).toBe(before)
  })
})
