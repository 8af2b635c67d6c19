import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs' // prettier-ignore
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fillDisk, mountDisk, unmountDisk } from '../fixtures/small-disk'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { tf } from '../tensorflow'
import { fillWeights } from './fixtures/compare'
import { removeOldest } from './room'
import { CompiledStore } from './store'
import type { CompiledWish } from './store'

function place(folder = temporaryFolder()) {
  const [log, built]: [string[], number[]] = [[], []]
  const store = new CompiledStore(folder, (line) => log.push(line), 2)
  const wish: CompiledWish = {
    model: 'MobileNetV2',
    input: 8,
    end: 'avg',
    weights: 'a'.repeat(64),
    preprocessing: 'tf',
    build: () => {
      built.push(1)
      return Promise.resolve(model())
    },
  }
  return { folder, store, wish, log, built, own: store.folderOf(wish) }
}

function model(...more: tf.layers.Layer[]): tf.LayersModel {
  const photos = tf.input({ shape: [8, 8, 3] })
  const chained = [tf.layers.flatten(), tf.layers.dense({ units: 64, activation: 'tanh' }), ...more]
  const outputs = chained.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, photos)
  const network = tf.model({ inputs: photos, outputs })
  fillWeights(network, 5)
  return network
}

/** Opens a network, asks it for a photo, and closes it. */
async function answer(store: CompiledStore, wish: CompiledWish): Promise<{ way: string; numbers: number[] }> {
  const predictor = await store.open(wish)
  const photos = tf.fill([1, 8, 8, 3], 200, 'int32') as tf.Tensor4D
  const given = predictor.predict(photos)
  const numbers = [...given.dataSync()]
  tf.dispose([photos, given])
  predictor.dispose()
  return { way: predictor.way, numbers }
}

/** Only a file system of its own can be filled without harm. */
const mayMount = spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'tmpfs', '/tmp']).status === 0

describe('CompiledStore', () => {
  it('compiles a network once, and leaves no tensors', async () => {
    const { store, wish, log, built, folder, own } = place()
    const before = tf.memory().numTensors
    const first = await answer(store, wish)
    expect(first.way).toMatch(/^compiled-\d+$/)
    expect(await answer(store, wish)).toEqual(first)
    expect({ built, log }).toEqual({ built: [1], log: [] })
    expect(readdirSync(folder)).toEqual([own.slice(folder.length + 1)])
    expect(tf.memory().numTensors).toBe(before)
  })

  it('knows what a predictor takes: its shapes and its memory', async () => {
    const { store, wish } = place()
    const predictor = await store.open(wish)
    expect(predictor).toMatchObject({ inputShape: [8, 8, 3], outputShape: [64] })
    expect(predictor.bytes).toBeGreaterThan(8 * 8 * 3 * 64 * 4)
    predictor.dispose()
  })

  it.each<Partial<CompiledWish>>([
    { weights: 'b'.repeat(64) },
    { input: 9 },
    { end: 'max' },
    { model: 'VGG16' },
  ])('keeps another network for another %o', (other) => {
    const { store, wish, own } = place()
    expect(store.folderOf({ ...wish, ...other })).not.toBe(own)
  })

  const numbersFile = join('variables', 'variables.data-00000-of-00001')
  const flip = (path: string): void => {
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0x40
    writeFileSync(path, bytes)
  }
  it.each<[what: string, damage: (own: string) => void]>([
    ['its numbers are cut short', (own) => truncateSync(join(own, numbersFile), 1000)],
    ['one of its numbers is another', (own) => flip(join(own, numbersFile))],
    ['its graph is another', (own) => flip(join(own, 'saved_model.pb'))],
    ['its graph is longer', (own) => appendFileSync(join(own, 'saved_model.pb'), ' ')],
    ['its graph is gone', (own) => rmSync(join(own, 'saved_model.pb'))],
    ['its index is another', (own) => flip(join(own, 'variables', 'variables.index'))],
    ['its graph with branches is another', (own) => flip(join(own, 'branches', 'saved_model.pb'))],
    ['how its branches run is gone', (own) => rmSync(join(own, 'branches', 'session_config.pb'))],
    ['its manifest is cut short', (own) => truncateSync(join(own, 'compiled.json'), 40)],
    ['its manifest is gone', (own) => rmSync(join(own, 'compiled.json'))],
  ])('compiles again, and says so, when %s', async (_what, damage) => {
    const { store, wish, log, built, own, folder } = place()
    const whole = await answer(store, wish)
    damage(own)
    expect(await answer(store, wish)).toEqual(whole)
    expect(log).toEqual([expect.stringMatching(/damaged.* It is compiled again\.$/s)])
    expect(await answer(store, wish)).toEqual(whole)
    expect(built).toHaveLength(2)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('predicts through the layers, and says so, what cannot be compiled', async () => {
    const { store, wish, log, folder } = place()
    const build = () => Promise.resolve(model(tf.layers.softmax({ axis: 1, name: 'odd' })))
    const before = tf.memory().numTensors
    const { way, numbers } = await answer(store, { ...wish, build })
    expect(way).toBe('layers')
    expect(numbers.reduce((sum, number) => sum + number)).toBeCloseTo(1)
    expect(log).toEqual([
      expect.stringMatching(/MobileNetV2 .*through its layers: The layer odd \(Softmax\)/),
    ])
    expect(readdirSync(folder)).toEqual([])
    expect(tf.memory().numTensors).toBe(before)
  })

  it('predicts through the layers where it cannot write', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { store, wish, log } = place(join(file, 'compiled'))
    expect((await answer(store, wish)).way).toBe('layers')
    expect(log).toHaveLength(1)
  })

  it.skipIf(!mayMount)(
    'predicts through the layers where the disk is full, and leaves what lies there',
    async () => {
      const disk = temporaryFolder()
      expect(mountDisk(disk, '192k')).toBe(true)
      onTestFinished(() => unmountDisk(disk))
      const { store, wish, log, folder } = place(join(disk, 'compiled'))
      const first = await answer(store, wish)
      const kept = readdirSync(folder)
      fillDisk(disk, join(disk, 'others'), 16_384)
      expect((await answer(store, { ...wish, weights: 'b'.repeat(64) })).way).toBe('layers')
      expect(log).toEqual([
        expect.stringMatching(/^MobileNetV2 at 8 × 8 predicts through its layers: .*(disk|space)/),
      ])
      expect(readdirSync(folder)).toEqual(kept)
      expect(await answer(store, wish)).toEqual(first)
    },
  )

  it('leaves what lies there as long as nothing whole takes its place', async () => {
    const { store, wish, own, folder } = place()
    await answer(store, wish)
    flip(join(own, numbersFile))
    const names = readdirSync(own, { recursive: true })
    const build = () => Promise.resolve(model(tf.layers.softmax({ axis: 1, name: 'odd' })))
    expect((await answer(store, { ...wish, build })).way).toBe('layers')
    expect(readdirSync(own, { recursive: true })).toEqual(names)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('finds out that a number was changed in a file of many megabytes', async () => {
    const { store, wish, log, own } = place()
    const build = () => Promise.resolve(model(tf.layers.dense({ units: 70_000 })))
    const whole = await answer(store, { ...wish, build })
    const bytes = readFileSync(join(own, numbersFile))
    expect(bytes.length).toBeGreaterThan(16e6)
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1
    writeFileSync(join(own, numbersFile), bytes)
    expect(await answer(store, { ...wish, build })).toEqual(whole)
    expect(log).toEqual([expect.stringMatching(/damaged.* It is compiled again\.$/s)])
  })

  // With none at all not even a folder can be made; with some, TensorFlow writes a part of the numbers.
  it.for([0, 24])(
    'says so, and leaves the old one, when the disk has room for %i KB',
    async (room, { skip }) => {
      using disk = smallDisk('300k')
      if (!disk) return skip('a small disk can be mounted on Linux by root alone')
      const { store, wish, log, own, folder } = place(join(disk.folder, 'compiled'))
      await answer(store, wish)
      flip(join(own, numbersFile))
      const before = contentOf(own)
      fillDisk(disk.folder, join(disk.folder, 'others'), room * 1024)
      const tensors = tf.memory().numTensors
      const given = await answer(store, wish)
      expect(given.way).toBe('layers')
      expect(log).toEqual([
        expect.stringMatching(/It is compiled again\.$/),
        expect.stringMatching(/through its layers: .*(no space|full|room)/is),
      ])
      expect(contentOf(own)).toEqual(before)
      expect(readdirSync(folder)).toHaveLength(1)
      expect(tf.memory().numTensors).toBe(tensors)
      rmSync(join(disk.folder, 'others'))
      expect((await answer(store, wish)).way).toMatch(/^compiled/)
    },
  )

  it('computes batches without branches, and says so once, where their weights are gone', async () => {
    const { store, wish, log, own } = place()
    const predictor = await store.open(wish)
    rmSync(join(own, 'branches', 'variables'), { recursive: true })
    const photos = Array.from({ length: 9 }, (_, photo) => new Uint8Array(8 * 8 * 3).fill(photo))
    for (const count of [8, 9]) {
      const given = predictor.predictBytes(photos.slice(0, count))
      expect(given.shape).toEqual([count, 64])
      given.dispose()
    }
    predictor.dispose()
    expect(log).toEqual([expect.stringMatching(/branches is damaged .* without it, more slowly\.$/)])
  })

  it('keeps another network for another number of threads', () => {
    const { store, wish, folder } = place()
    expect(new CompiledStore(folder, String, 3).folderOf(wish)).not.toBe(store.folderOf(wish))
  })

  it('passes on what building a network throws', async () => {
    const { store, wish } = place()
    const build = () => Promise.reject(new Error('no weights'))
    await expect(store.open({ ...wish, build })).rejects.toThrow('no weights')
  })

  it('compiles once for two who ask at the same time in two processes', async () => {
    const { store, wish, folder, log } = place()
    const [a, b] = await Promise.all([
      answer(store, wish),
      answer(new CompiledStore(folder, String, 2), wish),
    ])
    expect(a).toEqual(b)
    expect(log).toEqual([])
    expect(readdirSync(folder)).toHaveLength(1)
  })
})

/** A file system of its own that soon is full; undefined where it may not be mounted. */
function smallDisk(size: string): ({ folder: string } & Disposable) | undefined {
  const folder = temporaryFolder()
  return mountDisk(folder, size) ? { folder, [Symbol.dispose]: () => unmountDisk(folder) } : undefined
}

function contentOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'base64')]),
  )
}

describe('removeOldest', () => {
  it('makes room: what was used longest ago goes first, what is kept never', async () => {
    const folder = temporaryFolder()
    const day = 24 * 60 * 60
    for (const [name, used] of [
      ['kept', 1],
      ['old', 2],
      ['newer', 3],
      ['newest', 4],
    ] as const) {
      // prettier-ignore
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'compiled.json'), 'x'.repeat(100))
      utimesSync(join(folder, name, 'compiled.json'), used * day, used * day)
    }
    for (const name of ['.begun-0', '.forgotten-0']) mkdirSync(join(folder, name))
    utimesSync(join(folder, '.forgotten-0'), day, day)
    await removeOldest(folder, { largest: 300, keep: join(folder, 'kept') })
    expect(readdirSync(folder).sort()).toEqual(['.begun-0', 'kept', 'newer', 'newest'])
  })
})
