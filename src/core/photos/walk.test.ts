import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../fixtures/temporary-folder'
import { walkPhotos } from './walk'
import type { Walked } from './walk'

const anything = { isOmitted: () => false, signal: new AbortController().signal }
const isWindows = process.platform === 'win32'

function folderWith(...files: string[]): string {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
  return folder
}

function found({ photos }: Walked): string[] {
  return photos.map(({ relative }) => relative)
}

/** Reasons by path from the folder. */
function reasons(folder: string, { skipped }: Walked): Record<string, string> {
  return Object.fromEntries(skipped.map(({ path, reason }) => [path.slice(folder.length + 1), reason]))
}

describe('walkPhotos', () => {
  it('finds photos at any depth in the order of their paths', async () => {
    const folder = folderWith('b.jpg', 'a/2.PNG', 'a.webp', 'a/deep/1.jpeg', 'a-b/1.gif')
    expect(found(await walkPhotos(folder, anything))).toEqual([
      'a-b/1.gif',
      'a.webp',
      'a/2.PNG',
      'a/deep/1.jpeg',
      'b.jpg',
    ])
  })

  it('lists what is no photo, but neither hidden files nor what systems leave behind', async () => {
    const folder = folderWith(
      'notes.txt',
      'old.bmp',
      'phone.heic',
      '.hidden.jpg',
      '.git/a.jpg',
      'Thumbs.db',
      'desktop.ini',
    )
    const walked = await walkPhotos(folder, anything)
    expect(found(walked)).toEqual([])
    expect(reasons(folder, walked)).toEqual({
      'notes.txt': expect.stringMatching(/^Not a photo/) as string,
      'old.bmp': expect.stringContaining('BMP') as string,
      'phone.heic': expect.stringContaining('convert') as string,
    })
  })

  it('lists a folder that is called like a photo, and takes what is in it', async () => {
    const folder = folderWith('holiday.jpg/1.jpg')
    const walked = await walkPhotos(folder, anything)
    expect(found(walked)).toEqual(['holiday.jpg/1.jpg'])
    expect(reasons(folder, walked)).toEqual({ 'holiday.jpg': expect.stringContaining('folder') as string })
  })

  it.skipIf(isWindows)('takes names with quotes, newlines and emoji', async () => {
    const names = [
      '"double" \'single\'.jpg',
      'new\nline.jpg',
      '🐈.jpg',
      ' space .jpg',
      'back\\slash.jpg',
      '%d.jpg',
    ]
    expect(found(await walkPhotos(folderWith(...names), anything)).sort()).toEqual([...names].sort())
  })

  it.skipIf(process.platform !== 'linux')('lists names that are not valid UTF-8', async () => {
    const folder = folderWith('good.jpg')
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff]), Buffer.from('.jpg')]),
      '',
    )
    const walked = await walkPhotos(folder, anything)
    expect(found(walked)).toEqual(['good.jpg'])
    expect(reasons(folder, walked)).toEqual({ 'bad-\ufffd.jpg': expect.stringContaining('UTF-8') as string })
  })

  it('passes over what is omitted in silence', async () => {
    const folder = folderWith('own/1.jpg', 'other/1.jpg', 'own.txt')
    const own = new Set([join(folder, 'own'), join(folder, 'own.txt')])
    const walked = await walkPhotos(folder, { ...anything, isOmitted: (path) => own.has(path) })
    expect(found(walked)).toEqual(['other/1.jpg'])
    expect(walked.skipped).toEqual([])
  })

  it('ends early when it is told to', async () => {
    const folder = folderWith('1.jpg', 'a/2.jpg', 'b/3.jpg')
    const abort = new AbortController()
    const walked = await walkPhotos(folder, {
      ...anything,
      signal: abort.signal,
      onFolder: () => abort.abort(),
    })
    expect(found(walked)).toEqual(['1.jpg'])
  })
})

describe.skipIf(isWindows)('walking through symbolic links', () => {
  it('follows links to files and folders elsewhere', async () => {
    const elsewhere = folderWith('owl.jpg', 'deep/eagle.jpg')
    const folder = folderWith('cat.jpg')
    symlinkSync(elsewhere, join(folder, 'birds'))
    symlinkSync(join(elsewhere, 'owl.jpg'), join(folder, 'link.jpg'))
    expect(found(await walkPhotos(folder, anything))).toEqual([
      'birds/deep/eagle.jpg',
      'birds/owl.jpg',
      'cat.jpg',
      'link.jpg',
    ])
  })

  it('leaves loops with a reason', async () => {
    const folder = folderWith('a/b/1.jpg')
    symlinkSync(join(folder, 'a'), join(folder, 'a', 'b', 'again'))
    symlinkSync('self', join(folder, 'self'))
    symlinkSync(dirname(folder), join(folder, 'around'))
    const walked = await walkPhotos(folder, anything)
    expect(found(walked)).toEqual(['a/b/1.jpg'])
    expect(reasons(folder, walked)).toEqual({
      'a/b/again': `A link to ${join(folder, 'a')}, which is read already.`,
      self: expect.stringContaining('itself') as string,
      around: expect.stringContaining('around') as string,
    })
  })

  it('prefers a folder itself to a link to it', async () => {
    const folder = folderWith('real/1.jpg')
    symlinkSync(join(folder, 'real'), join(folder, 'alias'))
    const walked = await walkPhotos(folder, anything)
    expect(found(walked)).toEqual(['real/1.jpg'])
    expect(Object.keys(reasons(folder, walked))).toEqual(['alias'])
  })

  it('lists links to nothing', async () => {
    const folder = folderWith()
    symlinkSync(join(folder, 'gone.jpg'), join(folder, 'dangling.jpg'))
    const walked = await walkPhotos(folder, anything)
    expect(reasons(folder, walked)).toEqual({
      'dangling.jpg': expect.stringContaining('not there') as string,
    })
  })
})
