import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { images, importInto, newFolder } from '../fixtures/importing'
import { temporaryProject } from '../fixtures/temporary-folder'
import type { Project } from '../project'
import { markProblem, usablePhotos } from './list'

describe('importing what is broken', () => {
  it('lists each bad photo with its reason and takes the rest', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/good.png', 'cat/cut.png')
    const whole = readFileSync(join(source, 'cat/cut.png'))
    writeFileSync(join(source, 'cat/cut.png'), whole.subarray(0, 50))
    writeFileSync(join(source, 'cat/empty.jpg'), '')
    writeFileSync(join(source, 'cat/text.jpg'), 'not a picture')
    mkdirSync(join(source, 'cat/folder.jpg'))
    const { added, skipped, classes } = await importInto(project, source)
    expect({ added, classes }).toEqual({ added: 1, classes: { cat: 1 } })
    expect(skipped.map(({ path }) => path.slice(source.length + 5)).sort()).toEqual([
      'cut.png',
      'empty.jpg',
      'folder.jpg',
      'text.jpg',
    ])
    expect(skipped.every(({ reason }) => reason.length > 10)).toBe(true)
    expect(images(project).filter(({ problem }) => problem !== null)).toHaveLength(3)
    expect(usablePhotos(project, [null])).toHaveLength(1)
  })

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

  it.skipIf(process.platform === 'win32')('lists files and folders that it may not open', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png', 'cat/secret.png', 'vault/2.png')
    chmodSync(join(source, 'cat/secret.png'), 0)
    chmodSync(join(source, 'vault'), 0)
    onTestFinished(() => chmodSync(join(source, 'vault'), 0o755))
    asOrdinaryUser(project, source)
    const { added, skipped } = await importInto(project, source)
    expect(added).toBe(1)
    expect(skipped.map(({ path }) => path)).toEqual([join(source, 'vault'), join(source, 'cat/secret.png')])
    for (const { reason } of skipped) expect(reason).toContain('denied')
  })

  it('refuses a source that is missing or a file before it takes anything', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png')
    await expect(importInto(project, [source, join(source, 'gone')])).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(importInto(project, [source, join(source, 'cat/1.png')])).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(images(project)).toEqual([])
  })
})

/** Root may open everything, so a test of rights runs as nobody for a while. */
function asOrdinaryUser(project: Project, source: string): void {
  if (process.getuid?.() !== 0 || !process.seteuid) return
  for (const path of [join(project.folder, '..'), join(source, '..')]) chmodSync(path, 0o755)
  process.seteuid(65534)
  onTestFinished(() => process.seteuid?.(0))
}
