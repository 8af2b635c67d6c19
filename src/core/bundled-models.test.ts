import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkBundledModels } from './bundled-models'

let resources: string
beforeEach(() => {
  resources = mkdtempSync(join(tmpdir(), 'headstart-models-'))
  mkdirSync(join(resources, 'models'))
})
afterEach(() => rmSync(resources, { recursive: true }))

function writeModel(weights: string, promised: string): void {
  const folder = join(resources, 'models', 'Tiny')
  mkdirSync(folder)
  const sha256 = createHash('sha256').update(promised).digest('hex')
  writeFileSync(join(folder, 'weights.bin'), weights)
  const manifest = { id: 'Tiny', sha256, weightsManifest: [{ paths: ['weights.bin'], weights: [] }] }
  writeFileSync(join(folder, 'model.json'), JSON.stringify(manifest))
}

it('names the models whose weights are whole', async () => {
  writeModel('numbers', 'numbers')
  expect(await checkBundledModels(resources)).toMatch(/^Tiny /)
})

it('finds weights that were damaged', async () => {
  writeModel('numbens', 'numbers')
  await expect(checkBundledModels(resources)).rejects.toThrow(/Tiny are damaged/)
})

it('misses a model that does not ship', async () => {
  await expect(checkBundledModels(resources)).rejects.toThrow(/no model/)
})
