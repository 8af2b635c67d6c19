import { cpSync, mkdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { photoFilterSchema } from '../../shared/contract/photos'
import { images, importInto, labels, newFolder, writePhotos } from '../fixtures/importing'
import { temporaryProject } from '../fixtures/temporary-folder'
import { listPhotos, usablePhotos } from './list'

describe('importing a folder', () => {
  it('takes photos with their classes, in the order of their paths', async () => {
    const project = await temporaryProject()
    const source = newFolder('dog/2.png', 'cat/1.png', 'cat/0.png', 'loose.png')
    const result = await importInto(project, source)
    expect(result).toMatchObject({
      added: 4,
      unchanged: 0,
      duplicates: 0,
      skipped: [],
      classes: { cat: 2, dog: 1 },
    })
    const row = (id: number, path: string, label: string | null) => ({
      ...{ id, path: join(source, path), label },
      ...{ split: null, width: 8, height: 8, problem: null, excluded: false, suggestion: null },
      version: expect.stringMatching(/^[\da-f]{16}$/) as string,
    })
    expect(images(project)).toEqual([
      row(1, 'cat/0.png', 'cat'),
      row(2, 'cat/1.png', 'cat'),
      row(3, 'dog/2.png', 'dog'),
      row(4, 'loose.png', null),
    ])
  })

  it('filters and pages what it took', async () => {
    const project = await temporaryProject()
    await importInto(
      project,
      newFolder('train/cat/1.png', 'train/dog/2.png', 'val/cat/3.png', 'val/cat/4.png', 'test/5.png'),
    )
    const names = (filter: object): string[] => images(project, filter).map(({ path }) => path.slice(-5, -4))
    expect(names({ label: 'cat' })).toEqual(['1', '3', '4'])
    expect(names({ label: 'cat', split: 'val' })).toEqual(['3', '4'])
    expect(names({ unlabelled: true })).toEqual(['5'])
    expect(names({ label: 'zebra' })).toEqual([])
    expect(names({ limit: 2, offset: 1 })).toHaveLength(2)
    expect(listPhotos(project, photoFilterSchema.parse({ limit: 0 })).total).toBe(5)
    expect(usablePhotos(project, ['train']).map(({ label }) => label)).toEqual(['cat', 'dog'])
  })

  it('reads nothing again that has not changed', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png', 'dog/2.png')
    await importInto(project, source)
    expect(await importInto(project, source)).toMatchObject({
      added: 0,
      unchanged: 2,
      duplicates: 0,
      skipped: [],
    })
    utimesSync(join(source, 'cat/1.png'), 1, 1)
    expect(await importInto(project, source)).toMatchObject({ added: 0, unchanged: 2 })
    expect(images(project)).toHaveLength(2)
  })

  it('takes the new content of a photo that changed, and keeps its number and label', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png')
    await importInto(project, source)
    const [before] = usablePhotos(project, [null])
    writePhotos(source, 'cat/1.png')
    utimesSync(join(source, 'cat/1.png'), 1, 1)
    expect(await importInto(project, source)).toMatchObject({ added: 1, unchanged: 0 })
    const [after] = usablePhotos(project, [null])
    expect(after).toEqual({ ...before, hash: expect.not.stringMatching(before?.hash ?? '') as string })
  })

  it('counts a photo of the same class twice once, and leaves one of two classes with a reason', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/1.png')
    cpSync(join(source, 'cat/1.png'), join(source, 'cat/copy.png'))
    mkdirSync(join(source, 'dog'))
    cpSync(join(source, 'cat/1.png'), join(source, 'dog/wrong.png'))
    const { added, duplicates, skipped } = await importInto(project, source)
    expect({ added, duplicates }).toEqual({ added: 1, duplicates: 1 })
    expect(skipped).toEqual([{ path: join(source, 'dog/wrong.png'), reason: expect.any(String) as string }])
    expect(skipped[0]?.reason).toContain(join(source, 'cat/1.png'))
    expect(skipped[0]?.reason).toContain('"cat"')
    expect(images(project)).toHaveLength(1)
  })

  it('labels a photo that has no label yet, and never changes one', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat.1.png', 'dog.2.png')
    await importInto(project, source)
    expect(labels(project)).toEqual({ 'cat.1.png': null, 'dog.2.png': null })
    project.database.exec("INSERT INTO class VALUES (1, 'tiger', 1); INSERT INTO photo_class VALUES (1, 1)")
    await importInto(project, source, { labelsFromNames: true })
    expect(labels(project)).toEqual({ 'cat.1.png': 'tiger', 'dog.2.png': 'dog' })
  })

  it('takes several folders, one after the other, and each once', async () => {
    const project = await temporaryProject()
    const [one, two] = [newFolder('cat/1.png'), newFolder('cat/2.png')]
    expect(await importInto(project, [two, one, `${two}/`])).toMatchObject({ added: 2, classes: { cat: 2 } })
    expect(images(project).map(({ path }) => path)).toEqual([join(two, 'cat/2.png'), join(one, 'cat/1.png')])
  })

  it('goes through more photos than a transaction holds', async () => {
    const project = await temporaryProject()
    const names = Array.from({ length: 450 }, (_, index) => `cat/${String(index).padStart(3, '0')}.png`)
    const source = newFolder(...names)
    let told = 0
    expect(await importInto(project, source, { onPhoto: (done) => (told = done) })).toMatchObject({
      added: 450,
    })
    expect(told).toBe(450)
    const ids = images(project, { limit: 1000 }).map(({ path }) => path.slice(source.length + 1))
    expect(ids).toEqual(names)
  })
})

describe('ending an import early', () => {
  const names = Array.from({ length: 300 }, (_, index) => `cat/${index}.png`)

  it('keeps and counts what is in when it is stopped', async () => {
    const project = await temporaryProject()
    const stop = new AbortController()
    const { added } = await importInto(project, newFolder(...names), {
      stop,
      onPhoto: (done) => done === 220 && stop.abort(),
    })
    expect(added).toBeGreaterThanOrEqual(220)
    expect(added).toBeLessThan(230)
    expect(listPhotos(project, photoFilterSchema.parse({})).total).toBe(added)
  })

  it('throws when it is cancelled, and what is in stays', async () => {
    const project = await temporaryProject()
    const cancel = new AbortController()
    const source = newFolder(...names)
    const cancelling = importInto(project, source, {
      cancel,
      onPhoto: (done) => done === 220 && cancel.abort(),
    })
    await expect(cancelling).rejects.toMatchObject({ code: 'cancelled' })
    const { total } = listPhotos(project, photoFilterSchema.parse({}))
    expect(await importInto(project, source)).toMatchObject({ added: 300 - total, unchanged: total })
  })
})
