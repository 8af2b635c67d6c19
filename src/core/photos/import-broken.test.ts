import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { noise } from '../../pixels/fixtures/pictures'
import { images, importInto, labels, newFolder } from '../fixtures/importing'
import { asOrdinaryUser, canBeDenied } from '../fixtures/ordinary-user'
import { temporaryProject } from '../fixtures/temporary-folder'
import { markProblem, usablePhotos } from './list'

describe('importing what is broken', () => {
  it('lists each bad photo with its reason and takes the rest', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/good.png')
    const jpeg = await noise(64, 64).jpeg().toBuffer()
    const files: [string, string | Buffer][] = [
      ['cat/good.jpg', jpeg],
      ['cat/cut.jpg', jpeg.subarray(0, jpeg.length / 2)],
      ['cat/header.jpg', jpeg.subarray(0, 40)],
      ['cat/empty.jpg', ''],
      ['cat/text.jpg', 'not a picture'],
    ]
    for (const [name, content] of files) writeFileSync(join(source, name), content)
    mkdirSync(join(source, 'cat/folder.jpg'))

    const { added, skipped, classes } = await importInto(project, source)
    expect({ added, classes }).toEqual({ added: 2, classes: { cat: 2 } })
    const reasons = skipped.map(({ path, reason }) => [path.slice(source.length + 5), reason])
    expect(Object.fromEntries(reasons)).toEqual({
      'cut.jpg': expect.stringContaining('cut short') as string,
      'header.jpg': expect.stringMatching(/cut short|damaged/) as string,
      'empty.jpg': 'The file is empty.',
      'text.jpg': expect.stringContaining('not a picture') as string,
      'folder.jpg': expect.stringContaining('folder') as string,
    })
    expect(images(project).filter(({ problem }) => problem !== null)).toHaveLength(4)
    expect(usablePhotos(project, [null])).toHaveLength(2)
  })

  it.skipIf(process.platform === 'win32')(
    'takes photos with odd names, and ends where links go round',
    async () => {
      const project = await temporaryProject()
      const names = ['"double" \'single\'.png', 'new\nline.png', '🐈.png']
      const source = newFolder(...names.map((name) => `cat's "own"/${name}`))
      symlinkSync(source, join(source, 'again'))
      symlinkSync('self.png', join(source, 'self.png'))
      const { added, skipped, classes } = await importInto(project, source)
      expect({ added, classes }).toEqual({ added: 3, classes: { 'cat\'s "own"': 3 } })
      expect(skipped.map(({ path }) => path).sort()).toEqual([
        join(source, 'again'),
        join(source, 'self.png'),
      ])
      expect(Object.keys(labels(project)).sort()).toEqual([...names].sort())
      expect(images(project, { label: 'cat\'s "own"' })).toHaveLength(3)
      expect(await importInto(project, source)).toMatchObject({ added: 0, unchanged: 3 })
    },
  )

  it('tries bad photos again, whether they were found at import or later', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png', 'cat/2.png')
    const whole = readFileSync(join(source, 'cat/2.png'))
    writeFileSync(join(source, 'cat/2.png'), whole.subarray(0, 40))
    await importInto(project, source)
    markProblem(project, 1, 'would not decode')
    expect(usablePhotos(project, [null])).toEqual([])
    writeFileSync(join(source, 'cat/2.png'), whole)
    expect(await importInto(project, source)).toMatchObject({ added: 2, skipped: [], classes: { cat: 2 } })
  })

  it.skipIf(!canBeDenied)('lists files and folders that it may not open', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png', 'cat/secret.png', 'vault/2.png')
    chmodSync(join(source, 'cat/secret.png'), 0)
    chmodSync(join(source, 'vault'), 0)
    onTestFinished(() => chmodSync(join(source, 'vault'), 0o755))
    const folders = [join(project.folder, '..'), join(source, '..')]
    const { added, skipped } = await asOrdinaryUser(folders, () => importInto(project, source))
    expect(added).toBe(1)
    expect(skipped.map(({ path }) => path)).toEqual([join(source, 'vault'), join(source, 'cat/secret.png')])
    for (const { reason } of skipped) expect(reason).toContain('denied')
  })

  it('refuses a source that is missing or no photo before it takes anything', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png')
    writeFileSync(join(source, 'notes.txt'), 'not a picture')
    writeFileSync(join(source, 'phone.heic'), 'not a picture either')
    await expect(importInto(project, [source, join(source, 'gone')])).rejects.toMatchObject({
      code: 'not-found',
    })
    for (const [name, reason] of [
      ['notes.txt', 'name a photo, or the folder that it is in'],
      ['phone.heic', 'HEIC pictures are not supported'],
    ] as const) {
      await expect(importInto(project, [source, join(source, name)])).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining(reason) as string,
      })
    }
    expect(images(project)).toEqual([])
  })
})
