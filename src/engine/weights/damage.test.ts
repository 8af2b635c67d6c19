import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../shared/errors'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { convertWeights } from './convert'
import { toyNetwork, writeKerasFile } from './fixtures/keras-files'
import type { KerasFile } from './fixtures/keras-files'
import { silenceHdf5 } from './fixtures/silence'

silenceHdf5()

let folder: string
let path: string
let attempts = 0

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder, 'toy.h5')
})

/** What reading gave: undefined where it worked. */
async function failure(): Promise<AppError | undefined> {
  const target = join(folder, `weights-${(attempts += 1)}.bin`)
  try {
    await convertWeights({ path, name: 'toy.h5', network: toyNetwork, target }, () => undefined)
    return undefined
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError)
    return thrown as AppError
  }
}

/** Layers of the toy network with some changed. */
function layersWith(changes: Record<string, Partial<(typeof toyNetwork.layers)[number]>>) {
  return toyNetwork.layers.map((layer) => ({ ...layer, ...changes[layer.name] }))
}

const [first, normal, second, predictions] = toyNetwork.layers as [never, never, never, never]

describe('a file that does not fit', () => {
  it.each<[string, KerasFile, RegExp]>([
    [
      'has another shape',
      { layers: layersWith({ second: { weights: [{ name: 'second/kernel', shape: [1, 1, 4, 6] }] } }) },
      /Toy expects the weight of layer second, and toy\.h5 has \[1, 1, 4, 6\] for second\/kernel of shape \[1, 1, 4, 5\]/,
    ],
    [
      'has a weight less',
      { layers: layersWith({ normal: { weights: [{ name: 'normal/gamma', shape: [4] }] } }) },
      /the 4 weights of layer normal, and toy\.h5 has 1 in its place/,
    ],
    [
      'has other classes',
      {
        layers: layersWith({
          predictions: {
            weights: [5, 2].map((_, index) => ({ name: `p/${index}`, shape: index ? [2] : [5, 2] })),
          },
        }),
      },
      /layer predictions/,
    ],
    [
      'has too few layers',
      { layers: [first, normal] },
      /layer second.*has none in its place.*2 layers.*instead of 4/,
    ],
    [
      'has too many layers',
      { layers: [...toyNetwork.layers, { ...(second as object), name: 'third' } as never] },
      /has 5 layers with weights, and Toy has 4, or 3 without its top/,
    ],
    ['has layers in another order', { layers: [second, normal, first, predictions] }, /layer first/],
    ['has no layers', { layers: [] }, /layer first/],
    ['lacks a layer of Keras 3', { layers: [first, normal, predictions], layout: 'keras 3' }, /layer second/],
  ])('%s: the first such layer is named', async (_what, file, message) => {
    await writeKerasFile(path, file)
    const error = await failure()
    expect(error?.code).toBe('bad-input')
    expect(error?.message).toMatch(message)
  })

  it.each<[string, () => void, string, RegExp]>([
    ['is not there', () => undefined, 'not-found', /Nothing is there/],
    ['is empty', () => writeFileSync(path, ''), 'unreadable', /it is empty/],
    ['is a folder', () => mkdirSync(path), 'bad-input', /toy\.h5 is a folder/],
    ['is text', () => writeFileSync(path, 'weights'), 'bad-input', /neither HDF5 nor a \.keras archive/],
    [
      'is half an archive',
      () => writeFileSync(path, 'PK\x03\x04 and so on'),
      'unreadable',
      /archive toy\.h5 is damaged/,
    ],
    [
      'is a beginning alone',
      () => writeFileSync(path, '\x89HDF\r\n\x1a\n', 'latin1'),
      'unreadable',
      /cannot be read/,
    ],
  ])('%s: it is told', async (_what, make, code, message) => {
    make()
    expect(await failure()).toMatchObject({ code, message: expect.stringMatching(message) })
  })

  it('is HDF5 without weights: what is expected is told', async () => {
    const types = join(import.meta.dirname, 'fixtures', 'number-types.h5')
    writeFileSync(path, readFileSync(types))
    expect((await failure())?.message).toMatch(
      /holds no weights of Keras: expected the attribute layer_names/,
    )
  })

  it('is cut short: its sizes are told', async () => {
    await writeKerasFile(path)
    const whole = readFileSync(path)
    writeFileSync(path, whole.subarray(0, whole.length - 100))
    const message = `toy.h5 is cut short (it has ${whole.length - 100} of its ${whole.length} bytes): fetch it again.`
    expect(await failure()).toMatchObject({ code: 'unreadable', message })
  })
})

describe('a damaged file', () => {
  // Seeded, so that every run damages the same bytes.
  it.each<NonNullable<KerasFile['layout']>>(['published', 'whole model', 'keras 3'])(
    'of %s is read or refused, whichever bytes are flipped',
    async (layout) => {
      await writeKerasFile(path, { layout })
      const whole = readFileSync(path)
      let state = 1
      const random = (below: number): number => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        return Math.floor((state / 2 ** 32) * below)
      }
      const codes = new Set<string>()
      for (let attempt = 0; attempt < 60; attempt++) {
        const damaged = Buffer.from(whole)
        for (let flips = random(8); flips >= 0; flips--) damaged[random(whole.length)] = random(256)
        writeFileSync(path, damaged)
        const error = await failure()
        codes.add(error?.code ?? 'read')
        if (error) expect(error.message).toMatch(/toy\.h5.*\./)
      }
      expect([...codes].filter((code) => !['read', 'unreadable', 'bad-input'].includes(code))).toEqual([])
      expect(codes.size).toBeGreaterThan(1)
    },
  )
})
