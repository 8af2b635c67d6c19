import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { images, importInto, newFolder, writePhotos } from '../fixtures/importing'
import { temporaryFolder, temporaryProject } from '../fixtures/temporary-folder'
import { openProject } from '../project'

describe('copying into the project', () => {
  it('copies photos, so that they stay when their folder goes, wherever the project is moved', async () => {
    const home = temporaryFolder()
    const project = await temporaryProject(join(home, 'project'))
    const source = newFolder('cat/1.png', 'dog/2.png')
    expect(await importInto(project, source, { copy: true })).toMatchObject({ added: 2 })
    rmSync(source, { recursive: true })
    project.close()
    renameSync(join(home, 'project'), join(home, 'moved'))
    const moved = await openProject(join(home, 'moved'))
    const paths = images(moved).map(({ path }) => path)
    moved.close()
    expect(paths).toEqual([
      join(home, 'moved/photos/pets/cat/1.png'),
      join(home, 'moved/photos/pets/dog/2.png'),
    ])
    expect(paths.every((path) => existsSync(path))).toBe(true)
  })

  it('knows its copies again, and keeps apart two folders of the same name', async () => {
    const project = await temporaryProject()
    const [one, two] = [newFolder('cat/1.png'), newFolder('cat/1.png')]
    await importInto(project, [one, two], { copy: true })
    expect(await importInto(project, [one, two], { copy: true })).toMatchObject({ added: 0, unchanged: 2 })
    const copies = images(project).map(({ path }) => readFileSync(path))
    expect(copies).toEqual([readFileSync(join(one, 'cat/1.png')), readFileSync(join(two, 'cat/1.png'))])
  })

  it('copies no duplicates and leaves nothing half done', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png')
    cpSync(join(source, 'cat/1.png'), join(source, 'cat/2.png'))
    writeFileSync(join(source, 'cat/3.png'), 'bad')
    await importInto(project, source, { copy: true })
    expect(readdirSync(join(project.folder, 'photos/pets/cat'))).toEqual(['1.png'])
  })
})

describe("importing the project's own folder", () => {
  it('takes the photos beside what is its own', async () => {
    const folder = newFolder('cat/1.png')
    const project = await temporaryProject(folder)
    writePhotos(folder, 'thumbnails/1.png', 'runs/1/2.png', 'photos/other/3.png', 'cat/photos/4.png')
    expect(await importInto(project, folder)).toMatchObject({ added: 2, skipped: [], classes: { cat: 2 } })
  })
})
