import { isDeepStrictEqual } from 'node:util'
import Sqlite from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { splitSettingsSchema } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import { Changes } from '../changes'
import { migrate } from '../database/migrations'
import { addPhotoRows } from '../fixtures/photo-rows'
import { temporaryProject } from '../fixtures/temporary-folder'
import { openProject } from '../project'
import type { Project } from '../project'
import { makeSplit } from '../photos/split'
import { PhotoStore } from '../photos/store'
import { editClasses } from './classes'
import { nextSteps, redo, undo } from './history'
import { labelPhotos } from './label'

const photoCount = 8
const names = ['cat', 'dog', 'emu'] as const

/** In memory, since a law takes hundreds of them. */
function newProject(): Project {
  const database = new Sqlite(':memory:')
  database.pragma('foreign_keys = ON')
  migrate(database)
  const project = { folder: '/nowhere', database, changes: new Changes(), close: () => void database.close() }
  addPhotoRows(project, photoCount, ['cat', 'dog', null])
  return project
}

/** Everything that undo has to bring back, by the numbers of classes too. */
function stateOf({ database }: Project): unknown {
  return {
    classes: database.prepare('SELECT * FROM class ORDER BY position, id').all(),
    photos: database
      .prepare(
        'SELECT id, split, class_id FROM photo LEFT JOIN photo_class ON photo_id = id ORDER BY id, class_id',
      )
      .all(),
    setting: database.prepare("SELECT value FROM setting WHERE key = 'split'").get(),
  }
}

/** Does it, unless it is refused for a reason that a user would be told. */
async function attempt(work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'internal') throw thrown
  }
}

/** A photo as an import brings it: a new one, or one that is there already, with the class of its folder. */
function importPhoto(project: Project, number: number, label: string): void {
  const store = new PhotoStore(project, { id: 1, folder: '/photos' })
  const path = `/photos/${number}.jpg`
  const candidate = {
    source: path,
    target: path,
    relative: `${number}.jpg`,
    isMoved: false,
    label,
    split: null,
  }
  const content = {
    hash: String(number).padStart(64, '0'),
    bytes: 1,
    width: 8,
    height: 8,
    orientation: 1,
    format: 'jpeg' as const,
  }
  store.record([{ kind: 'read', candidate, state: { bytes: 1, modifiedMs: 1 }, content }])
}

const anyName = fc.constantFrom(...names)
const anyPhotos = fc.uniqueArray(fc.integer({ min: 1, max: photoCount }), { minLength: 1 })
type Action = (project: Project) => unknown

const anyEdit: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(anyPhotos, fc.option(anyName)).map(
    ([photos, label]) =>
      (project: Project) =>
        labelPhotos(project, { photos }, label),
  ),
  anyName.map((label) => (project: Project) => editClasses(project, { kind: 'create', label })),
  fc.tuple(anyName, anyName).map(
    ([label, to]) =>
      (project: Project) =>
        editClasses(project, { kind: 'rename', label, to }),
  ),
  fc.tuple(anyName, anyName).map(
    ([label, into]) =>
      (project: Project) =>
        editClasses(project, { kind: 'merge', label, into }),
  ),
  anyName.map((label) => (project: Project) => editClasses(project, { kind: 'delete', label })),
  fc
    .shuffledSubarray([...names])
    .map((labels) => (project: Project) => editClasses(project, { kind: 'reorder', labels })),
  fc
    .integer({ min: 0, max: 3 })
    .map((seed) => (project: Project) => makeSplit(project, splitSettingsSchema.parse({ seed }))),
)
const anyStep: fc.Arbitrary<Action> = fc.constantFrom<Action>(undo, redo)
const anyImport: fc.Arbitrary<Action> = fc.tuple(fc.integer({ min: 1, max: photoCount + 6 }), anyName).map(
  ([number, label]) =>
    (project: Project) =>
      importPhoto(project, number, label),
)

function labelsOf({ database }: Project): unknown {
  const rows = database
    .prepare<[], { id: number; name: string | null }>(
      `SELECT photo.id, name FROM photo LEFT JOIN photo_class ON photo_id = photo.id
         LEFT JOIN class ON class.id = class_id`,
    )
    .all()
  return Object.fromEntries(rows.map(({ id, name }) => [id === 9 ? 20 : id, name]))
}

/** Undoes what can be undone; returns the states on the way, the present one first. */
function undoAll(project: Project): unknown[] {
  const states = [stateOf(project)]
  while (nextSteps(project).undo) {
    undo(project)
    states.push(stateOf(project))
  }
  return states
}

function redoAll(project: Project): unknown[] {
  const states = [stateOf(project)]
  while (nextSteps(project).redo) {
    redo(project)
    states.push(stateOf(project))
  }
  return states
}

/** Photos with a label that the history does not know of: an import gave it. */
function labelledByImport({ database }: Project): unknown[] {
  return database
    .prepare(
      'SELECT photo_id FROM photo_class WHERE photo_id NOT IN (SELECT photo_id FROM history_label) ORDER BY 1',
    )
    .pluck()
    .all()
}

describe('the history', { timeout: 60_000 }, () => {
  it('brings back every state between edits, there and back again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { maxLength: 12 }), async (edits) => {
        const project = newProject()
        const states = [stateOf(project)]
        for (const edit of edits) {
          await attempt(() => edit(project))
          const state = stateOf(project)
          if (!isDeepStrictEqual(state, states.at(-1))) states.push(state)
        }
        expect(undoAll(project)).toEqual(states.toReversed())
        expect(redoAll(project)).toEqual(states)
      }),
    )
  })

  it('goes to and fro between edits, and an edit after an undo takes the place of what was undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anyEdit, anyStep), { maxLength: 25 }), async (actions) => {
        const project = newProject()
        let states = [stateOf(project)]
        let place = 0
        for (const action of actions) {
          await attempt(() => action(project))
          if (action === undo) place = Math.max(0, place - 1)
          else if (action === redo) place = Math.min(states.length - 1, place + 1)
          else if (!isDeepStrictEqual(stateOf(project), states[place])) {
            states = [...states.slice(0, place + 1), stateOf(project)]
            place += 1
          }
          expect(stateOf(project)).toEqual(states[place])
        }
        expect(undoAll(project)).toHaveLength(place + 1)
        expect(redoAll(project)).toEqual(states)
      }),
    )
  })

  it('stays sound when photos are imported in between, and leaves what the imports gave', async () => {
    const anyAction = fc.oneof(
      { weight: 2, arbitrary: anyEdit },
      { weight: 2, arbitrary: anyStep },
      { weight: 1, arbitrary: anyImport },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { maxLength: 40 }), async (actions) => {
        const project = newProject()
        for (const action of actions) {
          const imported = labelledByImport(project)
          await attempt(() => action(project))
          expect(project.database.pragma('foreign_key_check')).toEqual([])
          if (action !== undo && action !== redo) continue
          const labelled = project.database.prepare('SELECT photo_id FROM photo_class').pluck().all()
          expect(labelled).toEqual(expect.arrayContaining(imported))
        }
        redoAll(project)
        const back = undoAll(project)
        expect(redoAll(project)).toEqual(back.toReversed())
        expect(undoAll(project)).toEqual(back)
      }),
      { numRuns: 100 },
    )
  })

  it('is there again when the project is opened anew', async () => {
    const project = await temporaryProject()
    addPhotoRows(project, 3)
    await labelPhotos(project, { photos: [1, 2] }, 'cat')
    await labelPhotos(project, { photos: [3] }, 'dog')
    undo(project)
    const state = stateOf(project)
    project.close()
    const again = await openProject(project.folder)
    onTestFinished(() => again.close())
    expect(stateOf(again)).toEqual(state)
    expect(nextSteps(again)).toEqual({
      undo: { description: 'labelled 2 photos cat' },
      redo: { description: 'labelled 1 photo dog' },
    })
    expect(redo(again)).toEqual({ changed: 1, description: 'labelled 1 photo dog' })
    expect(undo(again)).toEqual({ changed: 1, description: 'labelled 1 photo dog' })
    expect(undo(again)).toEqual({ changed: 2, description: 'labelled 2 photos cat' })
  })

  it('says that there is nothing to do', () => {
    const project = newProject()
    expect(() => undo(project)).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringContaining('nothing to undo') as string,
      }),
    )
    expect(() => redo(project)).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringContaining('nothing to redo') as string,
      }),
    )
    expect(nextSteps(project)).toEqual({ undo: null, redo: null })
  })

  it('keeps a class that an undone edit made when an import needs it by then', async () => {
    const project = newProject()
    await labelPhotos(project, { photos: [1] }, 'emu')
    importPhoto(project, 20, 'emu')
    undo(project)
    expect(labelsOf(project)).toMatchObject({ 1: 'cat', 20: 'emu' })
    redo(project)
    expect(labelsOf(project)).toMatchObject({ 1: 'emu', 20: 'emu' })
  })

  it('puts a class that an import has made anew together with the one that gets its name back', () => {
    const project = newProject()
    editClasses(project, { kind: 'rename', label: 'cat', to: 'kitten' })
    importPhoto(project, 20, 'cat')
    const renamed = stateOf(project)
    undo(project)
    expect(labelsOf(project)).toMatchObject({ 1: 'cat', 20: 'cat' })
    redo(project)
    expect(labelsOf(project)).toMatchObject({ 1: 'kitten', 20: 'cat' })
    expect(stateOf(project)).toEqual(renamed)
  })

  it('never takes back what an import decided about a photo, even where an edit had decided the same', async () => {
    const project = newProject()
    await labelPhotos(project, { photos: [3] }, 'cat')
    undo(project)
    importPhoto(project, 3, 'cat')
    redo(project)
    undo(project)
    expect(labelsOf(project)).toMatchObject({ 3: 'cat' })
  })

  it('undoes a split with how it was made', () => {
    const project = newProject()
    const before = stateOf(project)
    makeSplit(project, splitSettingsSchema.parse({ train: 0.5, val: 0.5 }))
    makeSplit(project, splitSettingsSchema.parse({ train: 0.5, val: 0.5 }))
    expect(nextSteps(project).undo).toEqual({ description: 'split 6 photos 3/3/0' })
    undo(project)
    expect(stateOf(project)).toEqual(before)
    expect(nextSteps(project).undo).toBeNull()
  })
})
