import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitNames, splitSettingsSchema } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import { importPhotoRow, photoRows, stateOf } from '../fixtures/edited-project'
import { say, scoredProject } from '../fixtures/scored-project'
import { makeSplit } from '../photos/split'
import type { Project } from '../project'
import { acceptSuggestions } from './accept'
import { editClasses } from './classes'
import { confirmLabels } from './confirm'
import { excludePhotos } from './exclude'
import { nextSteps, redo, undo } from './history'
import { labelPhotos } from './label'

const names = ['cat', 'dog', 'emu'] as const

const anyName = fc.constantFrom(...names)
const anyPhotos = fc.uniqueArray(fc.integer({ min: 1, max: photoRows }), { minLength: 1 })
type Action = (project: Project) => unknown

/** A project with a run that takes half of the photos for dogs and half for cats, as its classes are called at first. */
function suggestedProject(): { project: Project; run: number } {
  const place = scoredProject()
  say(
    place.project,
    place.run,
    Object.fromEntries(Array.from({ length: photoRows }, (_, at) => [at + 1, at % 2])),
  )
  return place
}
/** The number of the only run of such a project. */
const { run } = suggestedProject()

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
  fc.tuple(anyPhotos, fc.boolean()).map(
    ([photos, excluded]) =>
      (project: Project) =>
        excludePhotos(project, { photos }, excluded),
  ),
  anyPhotos.map((photos) => (project: Project) => confirmLabels(project, { photos })),
  anyPhotos.map((photos) => (project: Project) => acceptSuggestions(project, { photos }, run)),
)
const anyStep: fc.Arbitrary<Action> = fc.constantFrom<Action>(undo, redo)
const anyImport: fc.Arbitrary<Action> = fc
  .tuple(fc.integer({ min: 1, max: photoRows + 6 }), anyName, fc.option(fc.constantFrom(...splitNames)))
  .map(
    ([number, label, split]) =>
      (project: Project) =>
        importPhotoRow(project, number, label, split),
  )
const anyOtherContent: fc.Arbitrary<Action> = fc
  .tuple(fc.integer({ min: 1, max: photoRows }), fc.string({ minLength: 1 }))
  .map(
    ([photo, hash]) =>
      ({ database }: Project) =>
        database.prepare('UPDATE photo SET hash = ? WHERE id = ?').run(hash, photo),
  )

/** Does it, unless it is refused for a reason that a user would be told. */
async function attempt(work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code === 'internal') throw thrown
  }
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

describe('the laws of the history', { timeout: 60_000 }, () => {
  it('brings back every state between edits, there and back again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { maxLength: 12 }), async (edits) => {
        const { project } = suggestedProject()
        const states = [stateOf(project)]
        for (const edit of edits) {
          await attempt(() => edit(project))
          const state = stateOf(project)
          if (!isDeepStrictEqual(state, states.at(-1))) states.push(state)
        }
        expect(undoAll(project)).toEqual(states.toReversed())
        expect(redoAll(project)).toEqual(states)
      }),
      { numRuns: 60 },
    )
  })

  it('goes to and fro between edits, and an edit after an undo takes the place of what was undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(anyEdit, anyStep), { maxLength: 25 }), async (actions) => {
        const { project } = suggestedProject()
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
      { numRuns: 60 },
    )
  })

  it('stays sound when photos are imported in between, and leaves what the imports gave', async () => {
    const anyAction = fc.oneof(
      { weight: 2, arbitrary: anyEdit },
      { weight: 2, arbitrary: anyStep },
      { weight: 1, arbitrary: anyImport },
      { weight: 1, arbitrary: anyOtherContent },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyAction, { maxLength: 40 }), async (actions) => {
        const { project } = suggestedProject()
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
})
