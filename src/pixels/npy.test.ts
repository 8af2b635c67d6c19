import fc from 'fast-check'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dictionary, writeNumpyFile } from './fixtures/numpy-file'
import { npyPhotos, npyRows, type NpyValues, NpyWriter, photoArrayShape, readNpyHeader } from './npy'

let root = ''
let folder = ''

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'npy-'))
})
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'))
})
afterAll(() => rm(root, { recursive: true }))

function numpyFile(text: string, data: Uint8Array, version: 1 | 2 = 1): Promise<string> {
  return writeNumpyFile(join(folder, 'array.npy'), text, data, version)
}

async function rowsOf(path: string): Promise<NpyValues[]> {
  const rows: NpyValues[] = []
  for await (const row of npyRows(path)) rows.push(row)
  return rows
}

const counted = Array.from({ length: 12 }, (_, at) => at)

describe('npyRows', () => {
  it.each([
    ["'|u1'", Uint8Array],
    ["'<f4'", Float32Array],
    ["'<f8'", Float64Array],
  ] as const)('reads photos of type %s', async (description, Values) => {
    const data = new Uint8Array(new Values(counted).buffer)
    for (const version of [1, 2] as const) {
      const path = await numpyFile(dictionary(description, '(2, 1, 2, 3)'), data, version)
      const expected = [new Values(counted.slice(0, 6)), new Values(counted.slice(6))]
      expect(await rowsOf(path)).toEqual(expected)
    }
  })

  it('reads in chunks without overwriting rows that were handed out', async () => {
    const [count, side] = [40, 400]
    const data = new Uint8Array(count * side * side * 3)
    for (let row = 0; row < count; row++) data.fill(row, row * side * side * 3, (row + 1) * side * side * 3)
    const rows = await rowsOf(await numpyFile(dictionary("'|u1'", `(${count}, ${side}, ${side}, 3)`), data))
    expect(rows.map((row) => [row.length, row[0], row.at(-1)])).toEqual(
      rows.map((_, row) => [side * side * 3, row, row]),
    )
    expect(rows).toHaveLength(count)
  })

  it.each([
    ['(12,)', /shape is \(12\)\.$/],
    ['(2, 6)', /shape is \(2, 6\)\.$/],
    ['(3, 2, 2, 1)', /photos\.repeat\(3, axis=-1\) of grey photos/],
    ['(3, 2, 2)', /numpy\.stack\(\[photos\] \* 3, axis=-1\)/],
    ['(2, 2, 3)', /photos\[None\] of a single photo/],
    ['(1, 3, 2, 2)', /numpy\.moveaxis\(photos, 1, -1\)/],
    ['(3, 1, 1, 4)', /photos\[\.\.\., :3\]/],
    ['(0, 2, 2, 3)', /it holds nothing/],
  ])('refuses the shape %s, which is none of photos', async (shape, message) => {
    const path = await numpyFile(dictionary("'|u1'", shape), new Uint8Array(12))
    await expect(rowsOf(path)).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(message),
    })
  })

  it('gives the same photos in either order of the axes, in one block or in several', async () => {
    // Two photos of 2 × 3 whose every value tells its place, laid out as numpy.asfortranarray does.
    const [count, height, width] = [2, 2, 3]
    const values: number[] = []
    for (let channel = 0; channel < 3; channel++)
      for (let x = 0; x < width; x++)
        for (let y = 0; y < height; y++)
          for (let photo = 0; photo < count; photo++) values.push(photo * 100 + y * 50 + x * 10 + channel)
    const path = await numpyFile(
      dictionary("'<f4'", '(2, 2, 3, 3)', 'True'),
      new Uint8Array(Float32Array.from(values).buffer),
    )
    const expected = [0, 1].map((photo) =>
      [0, 1].flatMap((y) =>
        [0, 1, 2].flatMap((x) => [0, 1, 2].map((c) => photo * 100 + y * 50 + x * 10 + c)),
      ),
    )
    expect((await rowsOf(path)).map((row) => [...row])).toEqual(expected)
    for (const blockBytes of [undefined, 18]) {
      const bytes: number[][] = []
      for await (const row of npyPhotos(path, blockBytes)) bytes.push([...row])
      expect(bytes).toEqual(expected)
    }
  })

  it('refuses text', async () => {
    const path = await numpyFile(dictionary("'<U1'", '(1, 1, 1, 3)'), new Uint8Array(12))
    await expect(rowsOf(path)).rejects.toThrow('the array holds text')
  })

  it('says when values are missing', async () => {
    const path = await numpyFile(dictionary("'|u1'", '(2, 1, 2, 3)'), new Uint8Array(11))
    await expect(rowsOf(path)).rejects.toThrow('Expected 2 photos, but the NumPy file is cut short')
  })
})

describe('readNpyHeader', () => {
  it.each([
    ['objects', dictionary("'|O'", '(2,)'), /holds Python objects .*astype\('str'\)/],
    ['complex numbers', dictionary("'<c8'", '(2, 6)'), /text, but it holds '<c8'/],
    ['dates', dictionary("'<M8[D]'", '(2, 6)'), /holds '<M8\[D\]'/],
    ['wide floats', dictionary("'<f16'", '(2, 6)'), /holds '<f16'/],
    ['records', dictionary("[('a', '<f4')]", '(2,)'), /holds a record array/],
  ])('refuses %s as unsupported', async (_, text, message) => {
    const header = readNpyHeader(await numpyFile(text, new Uint8Array(0)))
    await expect(header).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(message),
    })
  })

  it('reads the shape of any array', async () => {
    for (const [text, shape] of [
      ['()', []],
      ['(3,)', [3]],
      ['(3, 4)', [3, 4]],
    ] as const) {
      const header = await readNpyHeader(await numpyFile(dictionary("'<f4'", text), new Uint8Array(0)))
      const element = { type: 'float32', valueBytes: 4, bigEndian: false }
      expect(header).toEqual({ ...element, fortranOrder: false, shape, dataStart: 128 })
    }
  })

  it.each([
    ["'|b1'", 'bool', 1, false],
    ["'>i8'", 'int64', 8, true],
    ["'>u1'", 'uint8', 1, false],
    ["'=f2'", 'float16', 2, false],
    ["'<U7'", 'text', 28, false],
    ["'|S7'", 'bytes', 7, false],
  ])('knows the element type %s', async (description, type, valueBytes, bigEndian) => {
    const header = readNpyHeader(
      await numpyFile(dictionary(description, '(3, 4)', 'True'), new Uint8Array(0)),
    )
    expect(await header).toMatchObject({ type, valueBytes, bigEndian, fortranOrder: true })
  })

  it('says of an archive that it is one', async () => {
    const path = join(folder, 'arrays.npz')
    await writeFile(path, 'PK\x03\x04 an archive of arrays')
    await expect(readNpyHeader(path)).rejects.toThrow('an archive of several arrays (.npz)')
  })

  it('refuses what is damaged or something else', async () => {
    const path = join(folder, 'other.npy')
    const start = await readFile(await numpyFile(dictionary("'<f4'", '(3,)'), new Uint8Array(0)))
    const huge = Buffer.from(start)
    huge[6] = 2
    huge.writeUInt32LE(0xffffffff, 8)
    const cases = ['', 'PK\x03\x04 an archive of arrays', start.subarray(0, 90), huge, start.fill(' ', 10)]
    for (const bytes of cases) {
      await writeFile(path, bytes)
      await expect(readNpyHeader(path)).rejects.toMatchObject({ code: 'unreadable' })
    }
  })
})

describe('NpyWriter', () => {
  const float = fc.float({ noNaN: true })

  it('writes what is read back', async () => {
    const sides = fc.record({ height: fc.integer({ min: 1, max: 4 }), width: fc.integer({ min: 1, max: 4 }) })
    const photos = sides.chain(({ height, width }) => {
      const length = height * width * 3
      const photo = fc.array(float, { minLength: length, maxLength: length })
      return fc.record({
        height: fc.constant(height),
        width: fc.constant(width),
        rows: fc.array(photo, { minLength: 1 }),
      })
    })
    await fc.assert(
      fc.asyncProperty(photos, async ({ height, width, rows }) => {
        const path = join(folder, 'photos.npy')
        const writer = await NpyWriter.create(path, [height, width, 3])
        for (const row of rows) await writer.append(Float32Array.from(row))
        await writer.close()
        expect(photoArrayShape(await readNpyHeader(path))).toEqual({ count: rows.length, height, width })
        expect(await rowsOf(path)).toEqual(rows.map((row) => Float32Array.from(row)))
      }),
      { numRuns: 40 },
    )
  })

  it('appends several rows at once, also from the middle of an array', async () => {
    const path = join(folder, 'features.npy')
    const writer = await NpyWriter.create(path, [2])
    await writer.append(Float32Array.of(9, 1, 2, 3, 4, 9).subarray(1, 5))
    await writer.append(Float32Array.of(5, 6))
    expect(writer.rows).toBe(3)
    await writer.close()
    const { shape, dataStart } = await readNpyHeader(path)
    expect(shape).toEqual([3, 2])
    expect(dataStart % 64).toBe(0)
    const bytes = (await readFile(path)).subarray(dataStart)
    expect([...new Float32Array(Uint8Array.from(bytes).buffer)]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('shows the file only when it is complete', async () => {
    const path = join(folder, 'features.npy')
    const writer = await NpyWriter.create(path, [2])
    await writer.append(Float32Array.of(1, 2))
    expect(await readdir(folder)).not.toContain('features.npy')
    await writer.close()
    expect(await readdir(folder)).toEqual(['features.npy'])
  })

  it('leaves nothing behind when discarded', async () => {
    const writer = await NpyWriter.create(join(folder, 'features.npy'), [2])
    await writer.append(Float32Array.of(1, 2))
    await writer.discard()
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses a part of a row and leaves what was written', async () => {
    const path = join(folder, 'features.npy')
    const writer = await NpyWriter.create(path, [2])
    await writer.append(Float32Array.of(1, 2))
    await expect(writer.append(Float32Array.of(3))).rejects.toMatchObject({ code: 'bad-input' })
    await writer.close()
    expect((await readNpyHeader(path)).shape).toEqual([1, 2])
  })
})
