import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readNpyHeader } from '../../pixels/npy'
import { readPixels } from '../../pixels/read'
import { Device } from '../device'
import { collect } from '../fixtures/collect'
import { writePhotos } from '../fixtures/photo-files'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { Networks } from '../networks'
import { writeFeatures } from './write'

const parts = {
  device: new Device(),
  networks: new Networks(join(import.meta.dirname, '../../../resources')),
}
const rule = { fit: 'squash', interpolation: 'nearest' } as const
const base = { model: 'EfficientNet-Lite0', input: 32, pooling: 'avg', ...rule } as const

let folder: string
let out: string

beforeEach(() => {
  folder = temporaryFolder()
  out = join(folder, 'new', 'features.npy')
})

function write(source: Parameters<typeof writeFeatures>[1]['source'], signal = new AbortController().signal) {
  return collect(writeFeatures(parts, { base, source, out }, signal))
}

/** An array of bytes as NumPy writes it. */
function npy(shape: number[], values: Uint8Array, type = '|u1'): Buffer {
  const dictionary =
    `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`.padEnd(117) + '\n'
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    Buffer.from([118, 0]),
    Buffer.from(dictionary),
    values,
  ])
}

describe('writeFeatures', () => {
  it('gives the same rows for photos as for an array of their pixels', async () => {
    const photos = await writePhotos(folder, 3)
    const paths = [...photos.map(({ path }) => path), join(folder, 'gone.png')]
    const events = await write({ kind: 'photos', paths })
    expect(events.at(-1)).toMatchObject({ type: 'done', out, shape: [3, 1280], paths: paths.slice(0, 3) })
    expect(await readNpyHeader(out)).toMatchObject({ type: 'float32', shape: [3, 1280] })
    const first = readFileSync(out)

    const pixels = await Promise.all(
      photos.map(({ path }) => readPixels(path, { ...rule, height: 32, width: 32 })),
    )
    const array = join(folder, 'photos.npy')
    writeFileSync(array, npy([3, 32, 32, 3], Buffer.concat(pixels)))
    const [progress, done] = await write({ kind: 'array', path: array })
    expect(progress).toEqual({ type: 'progress', done: 3, total: 3 })
    expect(done).toMatchObject({ type: 'done', paths: ['0', '1', '2'], skipped: [] })
    expect(readFileSync(out)).toEqual(first)
  })

  it('refuses arrays of another size or type, saying what helps', async () => {
    const array = join(folder, 'photos.npy')
    writeFileSync(array, npy([1, 48, 48, 3], new Uint8Array(48 * 48 * 3)))
    await expect(write({ kind: 'array', path: array })).rejects.toThrow('use --input 48')
    writeFileSync(array, npy([1, 32, 32, 3], new Uint8Array(32 * 32 * 3 * 4), '<f4'))
    await expect(write({ kind: 'array', path: array })).rejects.toMatchObject({ code: 'unsupported' })
  })

  it('leaves no file when it is cancelled', async () => {
    const photos = await writePhotos(folder, 1)
    const cancelled = write({ kind: 'photos', paths: photos.map(({ path }) => path) }, AbortSignal.abort())
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' })
    expect(readdirSync(join(folder, 'new'))).toEqual([])
  })
})
