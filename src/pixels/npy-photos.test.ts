import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dictionary, writeNumpyFile } from './fixtures/numpy-file'
import { npyPhotos } from './npy'
import { inspectPhotoArray } from './npy-photos'
import { readLabels } from './npy-labels'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'npy-photos-'))
})
afterAll(() => rm(folder, { recursive: true }))

const signal = new AbortController().signal

function write(description: string, shape: string, bytes: ArrayBuffer | Buffer): Promise<string> {
  const data = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes
  return writeNumpyFile(join(folder, 'array.npy'), dictionary(description, shape), data)
}

/** Two photos of a single pixel. */
function pixels(description: string, bytes: ArrayBuffer | Buffer): Promise<string> {
  return write(description, '(2, 1, 1, 3)', bytes)
}

function bigEndian(values: Float32Array | Float64Array): Buffer {
  const bytes = Buffer.from(values.slice().buffer)
  return values instanceof Float32Array ? bytes.swap32() : bytes.swap64()
}

async function bytesOf(path: string): Promise<number[]> {
  const all: number[] = []
  for await (const row of npyPhotos(path)) all.push(...row)
  return all
}

describe('an array of photos', () => {
  const whole = [0, 1, 127, 128, 254, 255]
  it.each([
    ["'|u1'", new Uint8Array(whole).buffer],
    ["'<i2'", new Int16Array(whole).buffer],
    ["'<u2'", new Uint16Array(whole).buffer],
    ["'<i4'", new Int32Array(whole).buffer],
    ["'<u4'", new Uint32Array(whole).buffer],
    ["'<i8'", new BigInt64Array(whole.map(BigInt)).buffer],
    ["'<u8'", new BigUint64Array(whole.map(BigInt)).buffer],
    ["'<f4'", new Float32Array(whole).buffer],
    ["'<f8'", new Float64Array(whole).buffer],
    ["'>f4'", bigEndian(new Float32Array(whole))],
    ["'>f8'", bigEndian(new Float64Array(whole))],
    // 0, 1, 127, 128, 254 and 255 as floats of 16 bits.
    ["'<f2'", new Uint16Array([0, 0x3c00, 0x57f0, 0x5800, 0x5bf0, 0x5bf8]).buffer],
  ])('of type %s comes as bytes', async (description, bytes) => {
    const path = await pixels(description, bytes)
    const hash = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    expect(await inspectPhotoArray(path, { signal, onRead: () => undefined })).toEqual({
      ...{ count: 2, height: 1, width: 1 },
      hash,
    })
    expect(await bytesOf(path)).toEqual(whole)
  })

  it('of fractions is rounded, halves to the even number', async () => {
    const values = new Float32Array([-0.4, 0.5, 1.5, 99.6, 254.5, 255.4])
    const path = await pixels("'<f4'", values.buffer)
    await inspectPhotoArray(path, { signal, onRead: () => undefined })
    expect(await bytesOf(path)).toEqual([0, 0, 2, 100, 254, 255])
  })

  it.each([
    ['fractions of white', [0, 0.25, 0.5, 0.75, 1, 1], /holds 0 to 1: save photos \* 255\.$/],
    ['-1 to 1', [-1, 0, 0.5, 0, 1, 1], /holds -1 to 1: save \(photos \+ 1\) \* 127\.5\.$/],
    ['resized by a cubic', [-3.25, 0, 5, 9, 200, 260], /-3\.25 to 260: .*photos\.clip\(0, 255\)/],
    [
      'Caffe’s means taken off',
      [-123.68, 0, 5, 9, 100, 151.061],
      /-123\.68 to 151\.061: .*before preprocess_input/,
    ],
    ['standard deviations', [-2.1, 0, 1, 1, 1, 2.6], /before preprocess_input/],
    ['16 bits', [0, 1, 2, 3, 4, 65_535], /0 to 65535: save photos \/ 257/],
    ['what is no number', [0, 1, 2, 3, NaN, 255], /NaN or infinity/],
    ['infinity', [0, 1, 2, 3, 200, Infinity], /NaN or infinity/],
  ])('is refused with %s, saying how to scale it', async (_case, values, message) => {
    const path = await pixels("'<f8'", new Float64Array(values).buffer)
    await expect(inspectPhotoArray(path, { signal, onRead: () => undefined })).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(message) as string,
    })
  })

  it('may be black', async () => {
    const path = await pixels("'<f4'", new Float32Array(6).buffer)
    expect(await inspectPhotoArray(path, { signal, onRead: () => undefined })).toMatchObject({ count: 2 })
  })

  it('says when values are missing, and ends early when it is asked to', async () => {
    const path = await pixels("'|u1'", new Uint8Array(5).buffer)
    const inspected = inspectPhotoArray(path, { signal, onRead: () => undefined })
    await expect(inspected).rejects.toThrow('cut short')
    const whole = await pixels("'|u1'", new Uint8Array(6).buffer)
    const aborted = { signal: AbortSignal.abort(), onRead: () => undefined }
    expect(await inspectPhotoArray(whole, aborted)).toBeUndefined()
  })
})

describe('labels', () => {
  it.each([
    ["'<i8'", new BigInt64Array([1n, 0n, -2n]).buffer, [1, 0, -2]],
    ["'|b1'", new Uint8Array([1, 0, 1]).buffer, [1, 0, 1]],
    ["'<f4'", new Float32Array([1, 0, 2]).buffer, [1, 0, 2]],
    ["'>f4'", bigEndian(new Float32Array([1, 0, 2])), [1, 0, 2]],
    ["'|S3'", Buffer.from('cat\0\0\0hm\0'), ['cat', '', 'hm']],
    ["'<U2'", new Uint32Array([0x43, 0, 0x1f431, 0x44, 0, 0]).buffer, ['C', '🐱D', '']],
    ["'>U1'", Buffer.from(new Uint32Array([0x43, 0xe9, 0x44]).buffer).swap32(), ['C', 'é', 'D']],
  ])('of type %s are read', async (description, bytes, labels) => {
    for (const shape of ['(3,)', '(3, 1)']) {
      expect(await readLabels(await write(description, shape, bytes))).toEqual(labels)
    }
  })

  it.each([
    ['fractions', "'<f4'", '(2,)', new Float32Array([0, 0.5]).buffer, /number 1 is 0\.5/],
    ['what is no number', "'<f4'", '(2,)', new Float32Array([NaN, 0]).buffer, /number 0 is NaN/],
    ['one-hot rows', "'|u1'", '(2, 2)', new Uint8Array(4).buffer, /labels\.argmax\(axis=1\)/],
    ['a single value', "'|u1'", '()', new Uint8Array(1).buffer, /shape of the labels is \(\)/],
    ['nothing', "'|u1'", '(0,)', new Uint8Array(0).buffer, /shape of the labels is \(0\)/],
    ['too few bytes', "'<i8'", '(2,)', new Uint8Array(15).buffer, /Expected 2 labels, .* cut short/],
  ])('are refused with %s', async (_case, description, shape, bytes, message) => {
    await expect(readLabels(await write(description, shape, bytes))).rejects.toThrow(message)
  })
})
