import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { images, importInto, labels, newFolder } from '../fixtures/importing'
import { temporaryProject } from '../fixtures/temporary-folder'
import { rootFolders } from './roots'

describe('importing photos by themselves', () => {
  it('takes them without a label, as photos of the folders that they lie in', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png', 'cat/2.png', 'dog/3.png')
    const named = ['cat/1.png', 'dog/3.png', 'cat/1.png'].map((path) => join(source, path))
    expect(await importInto(project, named)).toMatchObject({ added: 2, duplicates: 0, classes: {} })
    expect(labels(project)).toEqual({ '1.png': null, '3.png': null })
    expect([...rootFolders(project).values()]).toEqual([join(source, 'cat'), join(source, 'dog')])
  })

  it('takes folders and photos in one go, and knows a photo that came with its folder', async () => {
    const project = await temporaryProject()
    const [folder, other] = [newFolder('cat/1.png'), newFolder('9.png')]
    const named = [join(other, '9.png'), join(folder, 'cat/1.png'), folder]
    expect(await importInto(project, named)).toMatchObject({ added: 2, duplicates: 1, classes: { cat: 1 } })
  })

  it('copies them where that is wished', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png')
    await importInto(project, join(source, 'cat/1.png'), { copy: true })
    expect(images(project).map(({ path }) => path)).toEqual([join(project.folder, 'photos/cat/1.png')])
  })

  it('takes a photo whose name does not say that it is one', async () => {
    const project = await temporaryProject()
    const source = newFolder('1.png')
    writeFileSync(join(source, 'scan'), readFileSync(join(source, '1.png')))
    expect(await importInto(project, join(source, 'scan'))).toMatchObject({ added: 1 })
  })
})
