import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { photoFilterSchema, splitSettingsSchema } from '../../shared/contract/photos'
import type { SplitSettings } from '../../shared/contract/photos'
import { redo, undo } from '../labels/history'
import { temporaryProject } from '../fixtures/temporary-folder'
import type { Project } from '../project'
import { listPhotos, markProblem, usablePhotos } from './list'
import { makeSplit } from './split'

/** A project with rows for photos that no file is needed for: as many of each class. */
async function projectWith(classes: Record<string, number>, unlabelled = 0): Promise<Project> {
  const project = await temporaryProject()
  const { database } = project
  const fill = database.transaction(() => {
    database.exec("INSERT INTO import_root (id, path) VALUES (1, '/photos')")
    for (const [name, count] of Object.entries(classes)) {
      const { lastInsertRowid } = database
        .prepare('INSERT INTO class (name, position) VALUES (?, 1)')
        .run(name)
      for (let number = 0; number < count; number += 1) {
        const photo = insertPhoto(database, `${name}/${number}.jpg`)
        database.prepare('INSERT INTO photo_class VALUES (?, ?)').run(photo, lastInsertRowid)
      }
    }
    for (let number = 0; number < unlabelled; number += 1) insertPhoto(database, `${number}.jpg`)
  })
  fill()
  return project
}

function insertPhoto(database: Database, path: string): number | bigint {
  return database
    .prepare("INSERT INTO photo (root_id, path, hash, added_at) VALUES (1, ?, ?, '2026')")
    .run(path, `hash of ${path}`).lastInsertRowid
}

function settings(wished: Partial<SplitSettings> = {}) {
  return splitSettingsSchema.parse(wished)
}

function splits(project: Project): (string | null)[] {
  return usablePhotos(project, ['train', 'val', 'test', null]).map(({ split }) => split)
}

describe('makeSplit', () => {
  it('deals out every class by the shares, and remembers how', async () => {
    const project = await projectWith({ cat: 40, dog: 60 })
    expect(makeSplit(project, settings({ train: 0.7, val: 0.2, test: 0.1, seed: 4 }))).toEqual({
      train: 70,
      val: 20,
      test: 10,
      seed: 4,
    })
    const cats = usablePhotos(project, ['val']).filter(({ label }) => label === 'cat')
    expect(cats).toHaveLength(8)
    expect(
      project.database.prepare("SELECT value ->> 'seed' FROM setting WHERE key = 'split'").pluck().get(),
    ).toBe(4)
  })

  it('gives the same for the same photos and seed, and another for another seed', async () => {
    const project = await projectWith({ cat: 30, dog: 30 })
    const other = await projectWith({ cat: 30, dog: 30 })
    makeSplit(project, settings({ seed: 1 }))
    makeSplit(other, settings({ seed: 1 }))
    const first = splits(project)
    expect(splits(other)).toEqual(first)
    makeSplit(project, settings({ seed: 2 }))
    expect(splits(project)).not.toEqual(first)
    makeSplit(project, settings({ seed: 1 }))
    expect(splits(project)).toEqual(first)
  })

  it('leaves out what has no label or cannot be read, also where it was in a part before', async () => {
    const project = await projectWith({ cat: 10, dog: 11 }, 5)
    project.database.exec("UPDATE photo SET split = 'test'")
    markProblem(project, 21, 'truncated')
    expect(makeSplit(project, settings())).toMatchObject({ train: 16, val: 4, test: 0 })
    const { total } = listPhotos(project, photoFilterSchema.parse({ split: 'test' }))
    expect(total).toBe(0)
  })

  it('wants labelled photos', async () => {
    const project = await projectWith({}, 3)
    expect(() => makeSplit(project, settings())).toThrow(expect.objectContaining({ code: 'bad-input' }))
  })
})

describe('makeSplit in order', () => {
  /** Cats and dogs by turns. */
  async function projectByTurns(photos: number): Promise<Project> {
    const project = await projectWith({ cat: photos / 2, dog: photos / 2 })
    const { database } = project
    database.exec('UPDATE photo_class SET class_id = 1 + photo_id % 2')
    return project
  }

  it('takes the first photos to train and the last for the rest, whatever the seed', async () => {
    const project = await projectByTurns(20)
    const wished = settings({ order: 'in-order', train: 0.5, val: 0.3, test: 0.2 })
    expect(makeSplit(project, wished)).toEqual({ train: 10, val: 6, test: 4, seed: 1 })
    const expected = [...Array(10).fill('train'), ...Array(6).fill('val'), ...Array(4).fill('test')]
    expect(splits(project)).toEqual(expected)
    makeSplit(project, { ...wished, seed: 7 })
    expect(splits(project)).toEqual(expected)
  })

  it('divides 2,000 photos as the tutorial does', async () => {
    const project = await projectByTurns(2000)
    expect(makeSplit(project, settings({ order: 'in-order' }))).toMatchObject({ train: 1600, val: 400 })
    const train = usablePhotos(project, ['train']).map(({ id }) => id)
    expect([train.length, train[0], train.at(-1)]).toEqual([1600, 1, 1600])
  })

  it('is remembered, and can be undone and redone', async () => {
    const project = await projectByTurns(10)
    const stored = (): unknown =>
      project.database.prepare("SELECT value ->> 'order' FROM setting WHERE key = 'split'").pluck().get()
    makeSplit(project, settings())
    const random = splits(project)
    makeSplit(project, settings({ order: 'in-order' }))
    expect(stored()).toBe('in-order')
    undo(project)
    expect([stored(), splits(project)]).toEqual(['random', random])
    redo(project)
    expect(splits(project)).toEqual([...Array(8).fill('train'), 'val', 'val'])
  })

  it('is refused, and changes nothing, where a class would be missing in train', async () => {
    const project = await projectWith({ cat: 80, dog: 20 })
    expect(() => makeSplit(project, settings({ order: 'in-order' }))).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringMatching(
          /first 80 photos.*none of "dog": the photos are sorted by class/,
        ) as string,
      }),
    )
    expect(new Set(splits(project))).toEqual(new Set([null]))
    expect(makeSplit(project, settings({ order: 'in-order', train: 0, val: 0, test: 1 }))).toMatchObject({
      test: 100,
    })
  })
})
