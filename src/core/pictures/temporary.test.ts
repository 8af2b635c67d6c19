import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { largestUpload } from '../../shared/upload'
import { writePhoto } from '../fixtures/photos'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { ScratchFolder } from '../scratch-folder'
import { TemporaryPhotos } from './temporary'

function temporaryPhotos(): TemporaryPhotos {
  const scratch = new ScratchFolder(temporaryFolder())
  onTestFinished(() => scratch.close())
  return new TemporaryPhotos(scratch)
}

function photo(name: string): string {
  const path = join(temporaryFolder(), name)
  writePhoto(path, [1, 2, 3])
  return path
}

async function* body(...pieces: (Buffer | string)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece))
}

describe('offering a photo where it lies', () => {
  it('gives it an id that cannot be guessed', async () => {
    const photos = temporaryPhotos()
    const path = photo('cat.png')
    const [one, two] = [await photos.offer(path), await photos.offer(path)]
    expect(one).toEqual({ asset: expect.stringMatching(/^[\da-f-]{36}$/) as string, name: 'cat.png' })
    expect(two.asset).not.toBe(one.asset)
    expect([photos.path(one.asset), photos.shownAs(one.asset)]).toEqual([path, path])
  })

  it('goes by content before it goes by name', async () => {
    const photos = temporaryPhotos()
    for (const name of ['scan', 'wrong.heic']) await photos.offer(photo(name))
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'folder.jpg'))
    writeFileSync(join(folder, 'notes.txt'), 'not a picture')
    writeFileSync(join(folder, 'phone.heic'), 'not a picture either')
    for (const [path, code] of [
      [join(folder, 'folder.jpg'), 'bad-input'],
      [join(folder, 'notes.txt'), 'bad-input'],
      [join(folder, 'phone.heic'), 'unsupported'],
      [join(folder, 'gone.jpg'), 'not-found'],
      ['relative.jpg', 'bad-input'],
    ] as const) {
      await expect(photos.offer(path)).rejects.toMatchObject({ code })
    }
  })

  it('forgets the oldest of more than two hundred, and leaves its file alone', async () => {
    const photos = temporaryPhotos()
    const path = photo('cat.png')
    const first = await photos.offer(path)
    const second = await photos.offer(path)
    for (let index = 0; index < 199; index += 1) await photos.offer(path)
    expect(() => photos.path(first.asset)).toThrow('choose it again')
    expect(photos.path(second.asset)).toBe(path)
    expect(statSync(path).isFile()).toBe(true)
  })
})

describe('taking a photo that is sent', () => {
  it('keeps it for its user alone, under the name that it had', async () => {
    const photos = temporaryPhotos()
    const bytes = readFileSync(photo('cat.png'))
    const { asset, name } = await photos.offerUpload(
      body(bytes.subarray(0, 9), bytes.subarray(9)),
      'C:\\my\\ca\0t.png',
    )
    expect([name, photos.shownAs(asset)]).toEqual(['cat.png', 'cat.png'])
    expect(readFileSync(photos.path(asset))).toEqual(bytes)
    expect(statSync(photos.path(asset)).mode & 0o077).toBe(0)
  })

  it('leaves nothing of what is no photo, empty, too large or broken off', async () => {
    const photos = temporaryPhotos()
    const kept = await photos.offerUpload(body(readFileSync(photo('cat.png'))), '')
    expect(kept.name).toBe('photo')
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.from('1'))
      throw new Error('the connection is gone')
    }
    const piece = Buffer.alloc(10_000_000)
    const large = Array.from({ length: largestUpload / piece.length + 1 }, () => piece)
    await expect(photos.offerUpload(body('text'), 'notes.txt')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(photos.offerUpload(body(), 'empty.jpg')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(photos.offerUpload(body(...large), 'large.jpg')).rejects.toThrow('50 MB')
    await expect(photos.offerUpload(broken(), 'a.jpg')).rejects.toThrow('the connection is gone')
    expect(readdirSync(dirname(photos.path(kept.asset)))).toHaveLength(1)
  })

  it('removes what newer ones push out', async () => {
    const photos = temporaryPhotos()
    const bytes = readFileSync(photo('cat.png'))
    const first = photos.path((await photos.offerUpload(body(bytes), 'first.png')).asset)
    for (let index = 0; index < 200; index += 1) await photos.offerUpload(body(bytes), 'more.png')
    const left = readdirSync(dirname(first))
    expect(left).toHaveLength(200)
    expect(left).not.toContain(first)
  })
})
