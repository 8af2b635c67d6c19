import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { bundledThread } from '../fixtures/bundle-thread'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { toyNetwork, toyNumbers, writeKerasFile } from './fixtures/keras-files'
import { convertInThread } from './reading'
import type { Reading } from './reading'

const { entry } = bundledThread(join(import.meta.dirname, 'reader.ts'))

let path: string
let target: string
beforeEach(() => {
  const folder = temporaryFolder()
  path = join(folder, 'toy.h5')
  target = join(folder, 'weights.bin')
})

function convert(changes: Partial<Reading> = {}) {
  const reading = { entry, signal: new AbortController().signal, report: () => undefined, ...changes }
  return convertInThread({ path, name: 'toy.h5', network: toyNetwork, target }, reading)
}

describe('the thread that reads', () => {
  it('converts a file and says how far it is', async () => {
    await writeKerasFile(path)
    const told: number[] = []
    const converted = await convert({ report: (done) => told.push(done) })
    expect(converted).toMatchObject({ hasTop: true, bytes: 672 })
    expect(new Float32Array(new Uint8Array(readFileSync(target)).buffer)).toEqual(
      toyNumbers(toyNetwork.layers),
    )
    expect(told.at(-1)).toBe(672)
  })

  it('passes on why a file does not fit', async () => {
    await writeKerasFile(path, { layers: toyNetwork.layers.slice(1) })
    const details = { layer: 'first', model: 'Toy', file: 'toy.h5' }
    await expect(convert()).rejects.toMatchObject({ code: 'bad-input', details })
  })

  it('is ended where HDF5 turns in circles', async () => {
    writeFileSync(path, readFileSync(join(import.meta.dirname, 'fixtures', 'endless.h5')))
    await expect(convert({ silence: 1_000 })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringMatching(/^toy\.h5 cannot be read as HDF5 \(reading it comes to no end\)/),
    })
  })

  it('is ended when nobody waits for it any more', async () => {
    writeFileSync(path, readFileSync(join(import.meta.dirname, 'fixtures', 'endless.h5')))
    const abort = new AbortController()
    setTimeout(() => abort.abort(), 100)
    await expect(convert({ signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' })
    await expect(convert({ signal: abort.signal })).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('takes nobody along when it breaks', async () => {
    const broken = join(temporaryFolder(), 'broken.mjs')
    writeFileSync(broken, 'throw new WebAssembly.RuntimeError("Aborted()")')
    await expect(convert({ entry: broken })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('Aborted()'),
    })
    writeFileSync(broken, 'process.exit(3)')
    await expect(convert({ entry: broken })).rejects.toMatchObject({
      code: 'unreadable',
      message: expect.stringContaining('ended with 3'),
    })
  })
})
