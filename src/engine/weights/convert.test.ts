import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { convertWeights } from './convert'
import { toyNetwork, toyNumbers, writeKerasFile } from './fixtures/keras-files'
import type { KerasFile } from './fixtures/keras-files'
import { halfToNumber } from './hdf5'

let folder: string
let path: string
let target: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'toy.h5')
  target = join(folder, 'weights.bin')
})

async function convert(file: KerasFile) {
  await writeKerasFile(path, file)
  return convertWeights({ path, name: 'toy.h5', network: toyNetwork, target }, () => undefined)
}

function written(): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(target)).buffer)
}

describe('convertWeights', () => {
  it.each<[string, KerasFile]>([
    ['published weights', {}],
    ['lists of names in parts', { layout: 'chunked names' }],
    ['a whole model', { layout: 'whole model' }],
    ['Keras 3', { layout: 'keras 3' }],
    ['packed tables', { packed: true }],
    ['numbers of eight bytes', { type: '<f8' }],
  ])('keeps every number of %s, in the order of the layers', async (_what, file) => {
    const { hasTop, bytes, sha256, layers } = await convert(file)
    expect(written()).toEqual(toyNumbers(toyNetwork.layers))
    expect({ hasTop, bytes }).toEqual({ hasTop: true, bytes: written().byteLength })
    expect(sha256).toBe(createHash('sha256').update(readFileSync(target)).digest('hex'))
    expect(layers.map(({ name, offset }) => [name, offset])).toEqual([
      ['first', 0],
      ['normal', 288],
      ['second', 352],
      ['predictions', 432],
    ])
    const second = readFileSync(target).subarray(352, 432)
    expect(layers[2]?.sha256).toBe(createHash('sha256').update(second).digest('hex'))
  })

  it.each<KerasFile['layout']>(['published', 'keras 3'])(
    'knows %s weights without the top',
    async (layout) => {
      const layers = toyNetwork.layers.slice(0, toyNetwork.baseCount)
      const converted = await convert({ layers, ...(layout && { layout }) })
      expect(converted.hasTop).toBe(false)
      expect(written()).toEqual(toyNumbers(layers))
    },
  )

  it('tells how many bytes are done, up to all of them', async () => {
    await writeKerasFile(path)
    const told: [number, number][] = []
    await convertWeights({ path, name: 'toy.h5', network: toyNetwork, target }, (...bytes) =>
      told.push(bytes),
    )
    expect(told.at(-1)).toEqual([672, 672])
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).sort((a, b) => a - b))
  })

  it.each([NaN, Infinity, -Infinity])('refuses %d, naming the layer', async (number) => {
    const numbers = toyNumbers(toyNetwork.layers)
    numbers[90] = number
    await expect(convert({ numbers })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/^Layer second of toy\.h5 holds .*second\/kernel/),
    })
  })

  it('leaves nothing beside its target', async () => {
    await convert({})
    expect(existsSync(`${target}.unpacked`)).toBe(false)
  })
})

describe('halfToNumber', () => {
  it.each([
    [0x0000, 0],
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x3555, 0.333251953125],
    [0x7c00, Infinity],
    [0xfc00, -Infinity],
    [0x7e00, NaN],
  ])('reads %i as %d', (half, number) => {
    expect(halfToNumber(half)).toBe(number)
  })
})
