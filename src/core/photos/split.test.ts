import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { photoFilterSchema, splitSettingsSchema } from '../../shared/contract/photos'
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

function settings(wished: { train?: number; val?: number; test?: number; seed?: number } = {}) {
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
