import { describe, expect, it } from 'vitest'
import type { ClassEdit } from '../../shared/contract/labels'
import { addPhotoRows } from '../fixtures/photo-rows'
import { temporaryProject } from '../fixtures/temporary-folder'
import { countPhotos } from '../project-counts'
import type { Project } from '../project'
import { editClasses } from './classes'
import { nextSteps, undo } from './history'

async function newProject(): Promise<Project> {
  const project = await temporaryProject()
  addPhotoRows(project, 6, ['cat', 'cat', 'dog'])
  return project
}

function classes(project: Project): [string, number][] {
  return countPhotos(project).classes.map(({ label, photos }) => [label, photos])
}

describe('editing classes', () => {
  it.each<[ClassEdit, string, number, [string, number][]]>([
    [
      { kind: 'create', label: 'ant' },
      'created class ant',
      1,
      [
        ['cat', 4],
        ['dog', 2],
        ['ant', 0],
      ],
    ],
    [
      { kind: 'rename', label: 'cat', to: 'kitten' },
      'renamed class cat to kitten',
      1,
      [
        ['kitten', 4],
        ['dog', 2],
      ],
    ],
    [{ kind: 'merge', label: 'cat', into: 'dog' }, 'merged class cat into dog', 4, [['dog', 6]]],
    [{ kind: 'delete', label: 'dog' }, 'deleted class dog', 2, [['cat', 4]]],
    [
      { kind: 'reorder', labels: ['dog', 'cat'] },
      'reordered the classes',
      2,
      [
        ['dog', 2],
        ['cat', 4],
      ],
    ],
  ])('%o', async (edit, description, changed, after) => {
    const project = await newProject()
    const before = classes(project)
    expect(editClasses(project, edit)).toEqual({ changed, description })
    expect(classes(project)).toEqual(after)
    expect(undo(project)).toEqual({ changed, description })
    expect(classes(project)).toEqual(before)
  })

  it.each<[string, ClassEdit, string, RegExp]>([
    ['a new class that is there', { kind: 'create', label: 'cat' }, 'exists', /class "cat" already/],
    ['a name that is taken', { kind: 'rename', label: 'cat', to: 'dog' }, 'exists', /merge/],
    ['a class that is not there', { kind: 'rename', label: 'emu', to: 'ant' }, 'not-found', /"cat", "dog"/],
    ['merging into itself', { kind: 'merge', label: 'cat', into: 'cat' }, 'bad-input', /both are "cat"/],
    ['merging into nothing', { kind: 'merge', label: 'cat', into: 'emu' }, 'not-found', /no class "emu"/],
    ['removing nothing', { kind: 'delete', label: 'emu' }, 'not-found', /no class "emu"/],
    ['an order without a class', { kind: 'reorder', labels: ['dog'] }, 'bad-input', /"cat" is missing/],
    ['an order with one twice', { kind: 'reorder', labels: ['dog', 'cat', 'dog'] }, 'bad-input', /twice/],
  ])('refuses %s', async (_what, edit, code, message) => {
    const project = await newProject()
    const before = classes(project)
    const refusal: unknown = expect.objectContaining({
      code,
      message: expect.stringMatching(message) as string,
    })
    expect(() => editClasses(project, edit)).toThrow(refusal)
    expect(classes(project)).toEqual(before)
    expect(nextSteps(project).undo).toBeNull()
  })

  it.each<ClassEdit>([
    { kind: 'rename', label: 'cat', to: 'cat' },
    { kind: 'reorder', labels: ['cat', 'dog'] },
  ])('remembers nothing where nothing changes: %o', async (edit) => {
    const project = await newProject()
    expect(editClasses(project, edit)).toMatchObject({ changed: 0 })
    expect(nextSteps(project).undo).toBeNull()
  })
})
