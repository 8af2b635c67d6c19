import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dictionary, writeNumpyFile } from '../core/fixtures/numpy-file'
import { headstart } from './fixtures/command-line'
import type { Outcome } from './fixtures/command-line'

let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headstart-arrays-'))
  const photos = Uint8Array.from({ length: 10 * 12 }, (_, at) => Math.floor(at / 12))
  await writeNumpyFile(join(folder, 'photos.npy'), dictionary("'|u1'", '(10, 2, 2, 3)'), photos)
  const labels = Uint8Array.from({ length: 10 }, (_, row) => row % 2)
  await writeNumpyFile(join(folder, 'labels.npy'), dictionary("'|u1'", '(10,)'), labels)
  const white = new Uint8Array(Float32Array.from({ length: 12 }, () => 1).buffer)
  await writeNumpyFile(join(folder, 'scaled.npy'), dictionary("'<f4'", '(1, 2, 2, 3)'), white)
  await run('init', 'pets')
})
afterAll(() => rmSync(folder, { recursive: true }))

function run(...line: string[]): Promise<Outcome> {
  return headstart(line, { folder, environment: { HEADSTART_PROJECT: 'pets' } })
}

it('imports arrays, once', async () => {
  const line = ['import', '--npy', 'photos.npy', 'labels.npy', '--classes', 'cat, dog', '--json']
  const { status, stdout } = await run(...line)
  expect(status).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ added: 10, skipped: [], classes: { cat: 5, dog: 5 } })
  expect(JSON.parse((await run(...line)).stdout)).toMatchObject({ added: 0, unchanged: 10 })
})

it('lists their photos in the order of the rows', async () => {
  const { stdout } = await run('images', '--json')
  const { images } = JSON.parse(stdout) as { images: { path: string; label: string }[] }
  expect(images.map(({ path, label }) => `${path.slice(-10)} ${label}`).slice(0, 3)).toEqual([
    '000001.png cat',
    '000002.png dog',
    '000003.png cat',
  ])
})

it('splits them in order', async () => {
  const { stdout } = await run('split', '--in-order', '--json')
  expect(JSON.parse(stdout)).toMatchObject({ train: 8, val: 2, test: 0 })
  expect((await run('images', '--split', 'val', '--json')).stdout).toMatch(/000009\.png.*000010\.png/)
  expect((await run('split', '--in-order')).stdout).toContain('(in order)')
})

it('says how to follow the recipe where its weights are missing', async () => {
  const { status, stderr } = await run('train', '--recipe', 'tutorial')
  expect(status).toBe(1)
  for (const way of [
    '`headstart models download MobileNetV2`',
    '`models import MobileNetV2 FILE.h5`',
    '`--model EfficientNet-Lite0`',
  ]) {
    expect(stderr).toContain(way)
  }
})

it('says which file cannot be used, and why', async () => {
  const scaled = await run('import', '--npy', 'scaled.npy', 'labels.npy')
  expect(scaled.status).toBe(1)
  expect(scaled.stderr).toContain('scaled.npy: Expected photos of 0 to 255')
  expect(scaled.stderr).toContain('save photos * 255')
  const lone = await run('import', 'photos.npy')
  expect(lone).toMatchObject({ status: 1 })
  expect(lone.stderr).toContain('--npy PHOTOS.npy LABELS.npy')
})

it.each([
  [['import'], /missing required argument 'source'/],
  [['import', '--npy', 'photos.npy'], /two files after --npy/],
  [['import', '--npy', 'a.npy', 'b.npy', 'c.npy'], /two files after --npy/],
  [['import', 'photos', '--npy', 'a.npy', 'b.npy'], /nothing beside them/],
  [['import', 'photos', '--classes', 'cat,dog'], /expected --npy with it/],
  [['import', '--npy', 'a.npy', 'b.npy', '--classes', 'cat,,dog'], />=1 characters/],
  [['import', '--npy', 'a.npy', 'b.npy', '--copy'], /for folders/],
  [['split', '--in-order', '--seed', '2'], /--in-order' cannot be used with option '--seed/],
])('takes %j for wrong usage', async (line, message) => {
  const { status, stderr } = await run(...line)
  expect(stderr).toMatch(message)
  expect(status).toBe(2)
})
