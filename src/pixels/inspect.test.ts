import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../shared/errors'
import { decodePixels } from './decode'
import { noise, ramps, rgb } from './fixtures/pictures'
import { inspectPhoto } from './inspect'
import { readPixels } from './read'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function put(name: string, bytes: Buffer | string): Promise<string> {
  await writeFile(join(folder, name), bytes)
  return join(folder, name)
}

async function refusal(path: string): Promise<AppError> {
  const error: unknown = await inspectPhoto(path).catch((thrown: unknown) => thrown)
  if (!(error instanceof AppError)) throw new Error(`${path} was not refused`)
  expect(error.code).toBe('unreadable')
  return error
}

const formats = {
  jpeg: () => noise(120, 80).jpeg(),
  'progressive jpeg': () => noise(120, 80).jpeg({ progressive: true }),
  png: () => noise(120, 80),
  webp: () => noise(120, 80).webp(),
  gif: () => noise(120, 80).gif(),
  avif: () => noise(120, 80).avif({ effort: 0 }),
  tiff: () => noise(120, 80).tiff({ compression: 'lzw' }),
}

describe('inspectPhoto', () => {
  it.each(Object.entries(formats))('says hash, size and format of a %s', async (name, make) => {
    const bytes = await make().toBuffer()
    expect(await inspectPhoto(await put(`photo ${name}`, bytes))).toEqual({
      hash: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      width: 120,
      height: 80,
      orientation: 1,
      format: name.replace('progressive ', ''),
    })
  })

  it('gives width and height after orientation', async () => {
    const photo = await rgb(ramps(30, 20), 30, 20).jpeg().withMetadata({ orientation: 6 }).toBuffer()
    const found = await inspectPhoto(await put('turned.jpg', photo))
    expect(found).toMatchObject({ width: 20, height: 30, orientation: 6 })
  })

  it.each(Object.entries(formats))('refuses a %s that is cut short, as reading does', async (name, make) => {
    const bytes = await make().toBuffer()
    for (const kept of [bytes.length - 20, Math.floor(bytes.length / 2), 40]) {
      const path = await put(`cut ${name}`, bytes.subarray(0, kept))
      expect((await refusal(path)).message).toMatch(/cut short/)
      await expect(decodePixels(path)).rejects.toMatchObject({ code: 'unreadable' })
      const options = { height: 8, width: 8, fit: 'crop', interpolation: 'bicubic' } as const
      await expect(readPixels(path, options)).rejects.toMatchObject({ code: 'unreadable' })
    }
  })

  it('lets pass what decodes in spite of a warning', async () => {
    const jpeg = await noise(120, 80).jpeg().toBuffer()
    const strayBytes = Buffer.concat([jpeg.subarray(0, 20), Buffer.alloc(5), jpeg.subarray(20)])
    expect(await inspectPhoto(await put('stray.jpg', strayBytes))).toMatchObject({ width: 120 })

    const png = await noise(120, 80).toBuffer()
    const text = Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('tEXta\0bc'), Buffer.alloc(4)])
    const wrongChecksum = Buffer.concat([png.subarray(0, 33), text, png.subarray(33)])
    expect(await inspectPhoto(await put('text.png', wrongChecksum))).toMatchObject({ width: 120 })

    const trailing = Buffer.concat([jpeg, Buffer.from('what some cameras append')])
    expect(await inspectPhoto(await put('trailing.jpg', trailing))).toMatchObject({ width: 120 })
  })

  it.each([
    ['an empty file', 'empty.jpg', '', /is empty/],
    ['text', 'text.jpg', 'no picture at all', /not a picture in a supported format \(JPEG, PNG/],
    [
      'an SVG',
      'drawing.jpg',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      /not a picture/,
    ],
    ['a BMP', 'old.jpg', Buffer.concat([Buffer.from('BM'), Buffer.alloc(100)]), /not a picture/],
  ])('says what is wrong with %s', async (_, name, bytes, reason) => {
    const path = await put(name, bytes)
    const error = await refusal(path)
    expect(error.message).toMatch(reason)
    expect(error.details).toEqual({ path })
  })

  it('refuses a picture with too many pixels before decoding it', async () => {
    const png = await noise(8, 8).toBuffer()
    png.writeUInt32BE(20_000, 16)
    png.writeUInt32BE(20_000, 20)
    png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
    expect((await refusal(await put('bomb.png', png))).message).toMatch(/too many pixels/)
  })

  it('says why the operating system refuses', async () => {
    await mkdir(join(folder, 'album.jpg'))
    await symlink('loop.jpg', join(folder, 'loop.jpg'))
    expect((await refusal(join(folder, 'album.jpg'))).message).toMatch(/is a folder/)
    expect((await refusal(join(folder, 'loop.jpg'))).message).toMatch(/leads back to itself/)
    expect((await refusal(join(folder, 'gone.jpg'))).message).toMatch(/not there/)
  })

  it('says that it may not read', async ({ skip }) => {
    if (process.platform === 'win32') skip('Windows keeps its own rights')
    if (process.getuid?.() === 0) skip('root may read everything')
    const path = await put('locked.jpg', 'x')
    await chmod(path, 0)
    expect((await refusal(path)).message).toMatch(/Permission/)
  })

  it.skipIf(process.platform === 'win32')('does not wait for a device', async () => {
    expect((await refusal('/dev/zero')).message).toMatch(/device/)
  })
})
