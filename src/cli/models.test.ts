import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writePhoto } from '../core/fixtures/photos'
import { headstart } from './fixtures/command-line'
import type { Outcome } from './fixtures/command-line'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(realpathSync(tmpdir()), 'headstart-cli-models-'))
  writeFileSync(join(folder, 'vgg.h5'), 'weights')
  writePhoto(join(folder, 'photo.png'), [1, 2, 3])
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (...line: string[]): Promise<Outcome> => headstart(line, { folder })

async function json(...line: string[]): Promise<unknown> {
  const { status, stdout, stderr } = await run(...line, '--json')
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout)
}

const sha256 = createHash('sha256').update('weights').digest('hex')

describe('models', () => {
  it('lists the networks with exactly what is promised of each', async () => {
    const rows = (await json('models')) as Record<string, unknown>[]
    expect(rows).toHaveLength(19)
    expect(Object.keys(rows[1] ?? {})).toEqual([
      'id',
      'label',
      'parameters',
      'sizeMB',
      'top1',
      'top5',
      'depth',
      'input',
      'minInput',
      'weights',
    ])
    const { stdout } = await run('models')
    expect(stdout).toMatch(/^network +weights +MB/)
    expect(stdout).toMatch(/\nVGG16 +missing +528 +71\.3 % +90\.1 % +138,357,544 +23 +224 +32\n/)
    expect(stdout).toMatch(/1 network of 19 with weights/)
  })

  it('imports and removes weights', async () => {
    const imported = (await json('models', 'import', 'vgg16', 'vgg.h5')) as object
    expect(imported).toEqual({ id: 'VGG16', weights: 'installed', bytes: expect.any(Number), sha256 })
    expect(await json('models')).toContainEqual(
      expect.objectContaining({ id: 'VGG16', weights: 'installed' }),
    )
    const removed = { id: 'VGG16', weights: 'missing', bytes: 0, sha256: null }
    expect(await json('models', 'remove', 'VGG16')).toEqual(removed)
  })

  it('says in words where weights came from, and what to mind', async () => {
    const { stdout } = await run('models', 'import', 'VGG16', 'vgg.h5')
    expect(stdout).toMatch(
      /^The weights of VGG16 are installed, from a file with SHA-256 [\da-f]{12}…: \d+\.\d MB\.\n/,
    )
    expect(stdout).toContain('vgg.h5 is not a file that Keras publishes for VGG16')
    expect((await run('models', 'remove', 'VGG16')).stdout).toBe('The weights of VGG16 are removed.\n')
  })

  it('fails in one line where a file does not fit or a network is unknown', async () => {
    writeFileSync(join(folder, 'no.h5'), 'no weights')
    const misfit = await run('models', 'import', 'VGG16', 'no.h5')
    expect(misfit).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/Layer first does not fit\.\n$/),
    })
    const unknown = await run('models', 'remove', 'VGG', '--json')
    expect(unknown.status).toBe(1)
  })

  it('shows the layers of a network', async () => {
    expect(await json('models', 'show', 'VGG16', '--no-top', '--input', '150x100')).toEqual({
      name: 'VGG16 without top',
      inputShape: [null, 150, 100, 3],
      outputShape: [null, 1000],
      totalParams: 12,
      trainableParams: 10,
      layers: [
        { name: 'input', class: 'InputLayer', outputShape: [null, 224, 224, 3], params: 0, inbound: [] },
      ],
    })
    const { stdout } = await run('models', 'show', 'VGG16', '--input', '96')
    expect(stdout).toContain('(None, 96, 96, 3) to (None, 1000)')
    expect(stdout).toContain('12 parameters, 10 of them trainable')
  })

  it('draws a network into a file', async () => {
    const drawn = await json('models', 'graph', 'VGG16', '--no-top', '--out', 'vgg.svg')
    expect(drawn).toEqual({ out: join(folder, 'vgg.svg'), nodes: 1, edges: 0 })
    expect(readFileSync(join(folder, 'vgg.svg'), 'utf8')).toContain('<title>VGG16 without top</title>')
    const { stdout } = await run('models', 'graph', 'VGG16', '--folded', '--out', 'vgg.dot')
    expect(stdout).toBe('vgg.dot: 1 node, 0 edges\n')
    const { status, stderr } = await run('models', 'graph', 'VGG16', '--out', 'vgg.pdf')
    expect([status, stderr]).toEqual([1, expect.stringContaining('.svg, .png, .dot')])
  })
})

describe('compare', () => {
  it('answers with every network that has weights, and lists the others', async () => {
    await json('models', 'import', 'VGG16', 'vgg.h5')
    const document = (await json('compare', 'photo.png', '--all')) as {
      results: unknown[]
      skipped: unknown[]
    }
    expect(Object.keys(document)).toEqual(['path', 'results', 'skipped'])
    expect(document.results).toMatchObject([
      { model: 'EfficientNet-Lite0', input: [224, 224, 3], predictions: { length: 3 }, ms: 1 },
      { model: 'VGG16' },
    ])
    expect(document.skipped).toHaveLength(17)
    const some = await run('compare', 'photo.png', '--models', 'VGG16, xception')
    expect(some).toMatchObject({ status: 0 })
    expect(some.stdout).toMatch(/VGG16 +224×224 +60\.0 % +class 0/)
    expect(some.stdout).toContain('1 network skipped')
  })

  it('fails where no network can answer', async () => {
    const { status, stderr } = await run('compare', 'photo.png', '--models', 'Xception')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining("Xception's weights are not here"),
    })
  })
})

it('classifies with the weights of a file that is not installed', async () => {
  const document = await json('classify', 'photo.png', '--model', 'VGG16', '--weights', 'vgg.h5')
  expect(document).toMatchObject({ model: 'VGG16 of a file crop bicubic', results: { length: 1 } })
  expect(await json('models')).toContainEqual(expect.objectContaining({ id: 'VGG16', weights: 'missing' }))
  const features = ['features', 'photo.png', '--out', 'f.npy', '--model', 'VGG16']
  expect(await json(...features, '--weights', 'vgg.h5')).toMatchObject({ shape: [1, 224] })
  expect((await run(...features)).status).toBe(1)
})
