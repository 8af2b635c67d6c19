import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SimilarEvent } from '../../shared/contract/review'
import { memoryProject } from '../fixtures/edited-project'
import { numbered, openWorkplace } from '../fixtures/workplace'
import type { Workplace } from '../fixtures/workplace'
import { suspectQueries } from './suspects'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

/** The number of the photo whose file is called so. */
async function photo(name: string): Promise<number> {
  const { images } = await place.client['photos.list']({})
  return images.find(({ path }) => path.endsWith(`/${name}`))?.id ?? 0
}

async function suspects(): Promise<[string, string][]> {
  const list = await place.client['labels.suspects']({})
  expect(list.total).toBe(list.suspects.length)
  return list.suspects.map(({ path, suggested }) => [path.split('/').at(-1) ?? '', suggested])
}

/** The stand-in for the engine recognises photos by their names: two of these are among the wrong class. */
async function checked() {
  await place.importPhotos({
    cat: [...numbered('cat', 6), 'dog-98.png'],
    dog: [...numbered('dog', 6), 'cat-99.png'],
    owl: ['owl-01.png'],
  })
  const { job } = await place.client['labels.check']({})
  return place.finish(job)
}

describe('the check of labels', () => {
  it('finds labels that heads contradict, the most doubtful first', async () => {
    expect(await place.client['labels.suspects']({})).toEqual({
      checked: null,
      total: 0,
      changed: 0,
      suspects: [],
    })
    expect(await checked()).toMatchObject({
      kind: 'check-labels',
      status: 'done',
      result: { photos: 14, suspects: 2, skipped: [] },
    })
    expect(await suspects()).toEqual([
      ['cat-99.png', 'cat'],
      ['dog-98.png', 'dog'],
    ])
    const list = await place.client['labels.suspects']({ limit: 1, offset: 1 })
    expect(list).toMatchObject({
      total: 2,
      changed: 0,
      suspects: [{ id: await photo('dog-98.png'), label: 'cat', labelScore: 0.2, score: 0.8 }],
    })
    expect(list.checked).not.toBeNull()
  })

  it('forgets a doubt once the label is corrected, confirmed or excluded, and has it again after undo', async () => {
    await checked()
    const all = await suspects()
    const [cat, dog] = [await photo('cat-99.png'), await photo('dog-98.png')]
    await place.client['photos.label']({ photos: [cat], label: 'cat' })
    expect(await suspects()).toEqual(all.slice(1))
    expect(await place.client['labels.suspects']({})).toMatchObject({ changed: 1 })
    await place.client['labels.confirm']({ photos: [dog] })
    expect(await suspects()).toEqual([])
    await place.client['history.undo']({})
    await place.client['history.undo']({})
    expect(await suspects()).toEqual(all)
    await place.client['photos.exclude']({ photos: [cat, dog], excluded: true })
    expect(await suspects()).toEqual([])
    expect(await place.client['labels.suspects']({})).toMatchObject({ changed: 0 })
    await place.client['history.undo']({})
    expect(await suspects()).toEqual(all)
  })

  it('does not doubt a confirmed label in the next check either', async () => {
    await checked()
    await place.client['labels.confirm']({ photos: [await photo('dog-98.png')] })
    await place.finish((await place.client['labels.check']({})).job)
    expect(await suspects()).toEqual([['cat-99.png', 'cat']])
  })

  it('notes what cannot be read, and goes on', async () => {
    await place.importPhotos({ cat: [...numbered('cat', 3), 'broken.png'], dog: numbered('dog', 3) })
    const { job } = await place.client['labels.check']({})
    expect(await place.finish(job)).toMatchObject({
      status: 'done',
      result: { photos: 6, skipped: [{ reason: 'truncated' }] },
    })
    const { images } = await place.client['photos.list']({})
    expect(images.find(({ path }) => path.endsWith('broken.png'))?.problem).toBe('truncated')
  })

  it('wants two classes with two photos each', async () => {
    await place.importPhotos({ cat: numbered('cat', 3), dog: ['dog-01.png'] })
    await expect(place.client['labels.check']({})).rejects.toMatchObject({
      code: 'bad-input',
      message: /only "cat"/,
    })
  })

  it('is listed without sorting', () => {
    const { database } = memoryProject()
    const statement = suspectQueries.page.replaceAll(/:\w+/g, 'NULL')
    const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement}`).all()
    const details = plan.map(({ detail }) => detail)
    expect(details[0]).toMatch(/^SCAN checked USING INDEX checked_photo_suspect/)
    expect(details.filter((detail) => /TEMP B-TREE/.test(detail))).toEqual([])
  })
})

describe('photos that are alike', () => {
  it('are given nearest first, with how near they are', async () => {
    await place.importCatsAndDogs()
    const events: SimilarEvent[] = []
    for await (const event of place.client['photos.similar']({ photo: 2, limit: 3 })) events.push(event)
    expect(events[0]).toEqual({ type: 'progress', done: 20, total: 20 })
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      photos: [
        { id: 1, distance: 0 },
        { id: 3, distance: 0.1 },
        { id: 4, distance: 0.2 },
      ],
      skipped: [],
    })
  })

  it('are not there for a photo that is not', async () => {
    await place.importCatsAndDogs()
    const ask = async (): Promise<void> => {
      for await (const event of place.client['photos.similar']({ photo: 99 })) expect(event).toBeUndefined()
    }
    await expect(ask()).rejects.toMatchObject({ code: 'not-found' })
  })

  it('are found in groups, the largest first', async () => {
    await place.importPhotos({
      cat: ['one~a.png', 'one~b.png', 'cat-01.png'],
      dog: ['two~a.png', 'two~b.png', 'two~c.png'],
    })
    expect(await place.client['duplicates.list']({})).toEqual({ searched: null, groups: [] })
    const { job } = await place.client['duplicates.find']({})
    expect(await place.finish(job)).toMatchObject({
      kind: 'find-duplicates',
      result: { groups: 2, photos: 5, skipped: [] },
    })
    const { searched, groups } = await place.client['duplicates.list']({})
    expect(searched).not.toBeNull()
    const names = groups.map((photos) => photos.map(({ path }) => path.split('/').at(-1)))
    expect(names).toEqual([
      ['two~a.png', 'two~b.png', 'two~c.png'],
      ['one~a.png', 'one~b.png'],
    ])
    const { database } = place.host.services.project
    database.prepare("UPDATE photo SET hash = 'other' WHERE id = ?").run(await photo('one~b.png'))
    expect((await place.client['duplicates.list']({})).groups).toHaveLength(1)
  })

  it('need two photos', async () => {
    await place.importPhotos({ cat: ['cat-01.png'] })
    await expect(place.client['duplicates.find']({})).rejects.toMatchObject({ code: 'bad-input' })
  })
})
