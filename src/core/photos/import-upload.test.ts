import { randomUUID } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Job } from '../../shared/contract/jobs'
import { writePhotos } from '../fixtures/importing'
import { openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

/** Sends files of the folder `source` as a browser does, and imports them. */
async function upload(...paths: string[]): Promise<{ job: Job; waited: string }> {
  const batch = randomUUID()
  const { uploads } = place.host
  for (const path of paths) await uploads.receive(batch, path, createReadStream(join(source(), path)))
  const waited = await uploads.folder(batch)
  const { job } = await place.client['photos.import']({ upload: batch })
  return { job: await place.finish(job), waited }
}

function source(): string {
  return join(place.folder, 'source')
}

async function paths(): Promise<string[]> {
  const { images } = await place.client['photos.list']({})
  return images.map(({ path }) => path.slice(place.folder.length + '/project/photos/'.length))
}

describe('importing what a browser sent', () => {
  it('moves a dropped folder into the project, with the classes of its folders', async () => {
    writePhotos(source(), 'pets/train/cat/1.png', 'pets/val/dog/2.png')
    const { job, waited } = await upload('pets/train/cat/1.png', 'pets/val/dog/2.png')
    expect(job).toMatchObject({ status: 'done', result: { added: 2, classes: { cat: 1, dog: 1 } } })
    expect(await paths()).toEqual(['pets/train/cat/1.png', 'pets/val/dog/2.png'])
    const { images } = await place.client['photos.list']({})
    expect(images.map(({ split }) => split)).toEqual(['train', 'val'])
    expect(readFileSync(images[0]?.path ?? '')).toEqual(readFileSync(join(source(), 'pets/train/cat/1.png')))
    expect(existsSync(waited)).toBe(false)
  })

  it('counts folders that were dropped together as classes, and photos beside them as unlabelled', async () => {
    writePhotos(source(), 'cat/1.png', 'dog/2.png', '3.png')
    const { job } = await upload('cat/1.png', 'dog/2.png', '3.png')
    expect(job).toMatchObject({ result: { added: 3, classes: { cat: 1, dog: 1 } } })
    expect(await paths()).toEqual(['dropped/3.png', 'dropped/cat/1.png', 'dropped/dog/2.png'])
  })

  it('keeps apart two folders of one name, and leaves nothing of a folder that is there already', async () => {
    writePhotos(source(), 'pets/cat/1.png')
    await upload('pets/cat/1.png')
    expect((await upload('pets/cat/1.png')).job).toMatchObject({ result: { added: 0, duplicates: 1 } })
    writePhotos(source(), 'pets/cat/1.png')
    await upload('pets/cat/1.png')
    expect(await paths()).toEqual(['pets/cat/1.png', 'pets-2/cat/1.png'])
    expect(readdirSync(join(place.folder, 'project/photos'))).toEqual(['pets', 'pets-2'])
  })

  it('says by its own path which photo cannot be read, and keeps that as it came', async () => {
    writePhotos(source(), 'pets/cat/1.png', 'pets/cat/2.png')
    writeFileSync(join(source(), 'pets/cat/2.png'), 'not a picture')
    const { job } = await upload('pets/cat/1.png', 'pets/cat/2.png')
    expect(job).toMatchObject({
      result: {
        added: 1,
        skipped: [{ path: 'pets/cat/2.png', reason: expect.stringContaining('not a picture') as string }],
      },
    })
    const { images } = await place.client['photos.list']({})
    expect(readFileSync(images[1]?.path ?? '', 'utf8')).toBe('not a picture')
  })

  it('imports a batch once, and nothing where there is nothing', async () => {
    writePhotos(source(), '1.png')
    const batch = randomUUID()
    await place.host.uploads.receive(batch, '1.png', createReadStream(join(source(), '1.png')))
    const { job } = await place.client['photos.import']({ upload: batch })
    await expect(place.client['photos.import']({ upload: batch })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(place.client['photos.import']({})).rejects.toMatchObject({ code: 'bad-input' })
    await place.finish(job)
  })
})
