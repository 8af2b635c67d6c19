import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { checkInstalledWeights } from './check-installed'
import { ModelStore } from './store'

/** A store with weights of a network in it, as they are kept. */
function storeWith(id: 'VGG16' | 'Xception') {
  const folder = temporaryFolder()
  const own = join(folder, id)
  mkdirSync(own)
  const bytes = Buffer.alloc(40_000, 3)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const file = `weights-${sha256.slice(0, 16)}.bin`
  const source = { name: 'x.h5', bytes: 1, sha256, published: true }
  const manifest = {
    formatVersion: 1,
    id,
    hasTop: true,
    file,
    bytes: bytes.length,
    sha256,
    source,
    layers: [],
  }
  writeFileSync(join(own, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(own, file), bytes)
  return { store: new ModelStore({ resources: 'no resources', folder }), own, flat: join(own, file) }
}

it('names the networks whose weights are whole', async () => {
  expect(await checkInstalledWeights(storeWith('VGG16').store)).toBe('VGG16: whole')
  const empty = new ModelStore({ resources: 'no resources', folder: temporaryFolder() })
  expect(await checkInstalledWeights(empty)).toBe('none')
})

it('finds one byte that is another, and says what to do', async () => {
  const { store, flat } = storeWith('Xception')
  const bytes = readFileSync(flat)
  bytes[12_345] = (bytes[12_345] ?? 0) ^ 1
  writeFileSync(flat, bytes)
  await expect(checkInstalledWeights(store)).rejects.toThrow(
    /^the weights of Xception are damaged \(expected SHA-256 .*\): `headstart models download Xception`, or `models import/,
  )
})

it('finds a file that is gone, and a manifest that is no longer one', async () => {
  const { store, flat, own } = storeWith('VGG16')
  rmSync(flat)
  await expect(checkInstalledWeights(store)).rejects.toThrow(/VGG16 are damaged \(.*weights-/)
  writeFileSync(join(own, 'manifest.json'), '{')
  await expect(checkInstalledWeights(store)).rejects.toThrow(/manifest\.json cannot be understood/)
})
