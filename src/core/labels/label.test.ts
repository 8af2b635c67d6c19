import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { images, importInto, labels, newFolder, writePhotos } from '../fixtures/importing'
import { temporaryFolder, temporaryProject } from '../fixtures/temporary-folder'
import { countPhotos } from '../project-counts'
import { nextSteps } from './history'
import { labelPhotos } from './label'

describe('labelling photos', () => {
  it('gives a class, also a new one, and takes it away', async () => {
    const project = await temporaryProject()
    await importInto(project, newFolder('cat/0.png', 'cat/1.png', '2.png'))
    const [first, second, third] = images(project).map(({ id }) => id) as [number, number, number]
    expect(await labelPhotos(project, { photos: [third, first, third] }, 'emu')).toEqual({
      changed: 2,
      description: 'labelled 2 photos emu',
    })
    expect(countPhotos(project)).toMatchObject({
      classes: [
        { label: 'cat', photos: 1 },
        { label: 'emu', photos: 2 },
      ],
      unlabelled: 0,
    })
    expect(await labelPhotos(project, { photos: [first, second] }, null)).toEqual({
      changed: 2,
      description: 'took the label off 2 photos',
    })
    expect(countPhotos(project).unlabelled).toBe(2)
  })

  it('counts and remembers only what changes', async () => {
    const project = await temporaryProject()
    await importInto(project, newFolder('cat/0.png', 'dog/1.png'))
    const photos = images(project).map(({ id }) => id)
    expect(await labelPhotos(project, { photos }, 'cat')).toMatchObject({ changed: 1 })
    const { revision } = project.changes
    expect(await labelPhotos(project, { photos }, 'cat')).toEqual({
      changed: 0,
      description: 'changed nothing',
    })
    expect(nextSteps(project).undo).toEqual({ description: 'labelled 1 photo cat' })
    expect(project.changes.revision).toBe(revision)
  })

  it('knows photos by the paths that lists show, in place or copied, and through a link', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/0.png', 'dog/1.png')
    await importInto(project, source)
    const other = join(temporaryFolder(), 'birds')
    mkdirSync(other)
    writePhotos(other, 'emu/2.png')
    await importInto(project, other, { copy: true })
    const link = join(temporaryFolder(), 'link')
    symlinkSync(source, link)
    const paths = images(project).map(({ path }) => path)
    await labelPhotos(project, { paths: [paths[2] ?? '', join(link, 'dog', '1.png')] }, 'ant')
    expect(labels(project)).toEqual({ '0.png': 'cat', '1.png': 'ant', '2.png': 'ant' })
  })

  it('changes nothing where one of the photos is not there, and names it', async () => {
    const project = await temporaryProject()
    const source = newFolder('cat/0.png')
    await importInto(project, source)
    const message = (text: string): object => ({
      code: 'not-found',
      message: expect.stringContaining(text) as string,
    })
    await expect(labelPhotos(project, { photos: [1, 77, 88] }, 'dog')).rejects.toMatchObject(
      message('no photo 77'),
    )
    const paths = [join(source, 'cat', '0.png'), join(source, 'dog.png'), '/etc']
    await expect(labelPhotos(project, { paths }, 'dog')).rejects.toMatchObject(
      message(join(source, 'dog.png')),
    )
    expect(labels(project)).toEqual({ '0.png': 'cat' })
    expect(countPhotos(project).classes).toHaveLength(1)
  })
})
