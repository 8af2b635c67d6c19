import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { expandPaths } from './expand-paths'
import { asOrdinaryUser, canBeDenied } from './fixtures/ordinary-user'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'headstart-paths-'))))
afterEach(() => rmSync(folder, { recursive: true }))

function write(...names: string[]): string[] {
  return names.map((name) => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, 'x')
    return path
  })
}

it('takes the photos of a folder at any depth, in the order of their names, and nothing else', async () => {
  const [b, deep, a] = write('b.png', 'c/deep/photo.webp', 'a.JPG', 'notes.txt', 'c/readme.md')
  expect(await expandPaths([folder])).toEqual({ paths: [a, b, deep], skipped: [] })
})

it('takes a file that was named whatever it is called, and each only once', async () => {
  const [photo, scan] = write('photo.jpg', 'scan')
  const { paths } = await expandPaths([scan ?? '', folder, photo ?? ''])
  expect(paths).toEqual([scan, photo])
})

it('says what is not there instead of failing', async () => {
  const [photo] = write('photo.jpg')
  const gone = join(folder, 'gone.jpg')
  const { paths, skipped } = await expandPaths([gone, join(photo ?? '', 'inside'), photo ?? ''])
  expect(paths).toEqual([photo])
  expect(skipped).toEqual([
    { path: gone, reason: 'There is no such file or folder.' },
    { path: join(photo ?? '', 'inside'), reason: 'There is no such file or folder.' },
  ])
})

it('says that a format is not supported instead of leaving its pictures out silently', async () => {
  const [scan] = write('scan.heic')
  const { paths, skipped } = await expandPaths([folder])
  expect(paths).toEqual([])
  expect(skipped).toEqual([{ path: scan, reason: expect.stringContaining('HEIC') as string }])
})

it('says that a folder holds no photo', async () => {
  write('notes.txt')
  expect(await expandPaths([folder])).toEqual({
    paths: [],
    skipped: [{ path: folder, reason: 'There is no photo in this folder.' }],
  })
})

it('gets out of links that lead in circles', async () => {
  const [photo] = write('album/photo.jpg')
  symlinkSync(folder, join(folder, 'album', 'again'))
  symlinkSync(join(folder, 'self.jpg'), join(folder, 'self.jpg'))
  const { paths, skipped } = await expandPaths([folder])
  expect(paths).toEqual([photo])
  expect(skipped).toEqual([
    { path: join(folder, 'self.jpg'), reason: expect.stringContaining('leads back to itself') as string },
  ])
})

it('enters a folder whose name is that of a photo', async () => {
  const [inside] = write('trap.jpg/inside.png')
  expect((await expandPaths([folder])).paths).toEqual([inside])
})

it('keeps quotes, newlines and emoji in names', async () => {
  const [odd] = write('it\'s "odd"\n🐈.jpg')
  expect((await expandPaths([folder])).paths).toEqual([odd])
})

it.skipIf(!canBeDenied)('says that a folder may not be read', async () => {
  const [photo] = write('open.jpg', 'closed/hidden.jpg')
  chmodSync(join(folder, 'closed'), 0)
  const { paths, skipped } = await asOrdinaryUser([folder], () => expandPaths([folder]))
  chmodSync(join(folder, 'closed'), 0o700)
  expect(paths).toEqual([photo])
  expect(skipped).toEqual([
    { path: join(folder, 'closed'), reason: expect.stringContaining('denied') as string },
  ])
})

it('stops when it is told to', async () => {
  await expect(expandPaths([folder], AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' })
})
