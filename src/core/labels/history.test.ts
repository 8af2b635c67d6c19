import { describe, expect, it, onTestFinished } from 'vitest'
import { splitSettingsSchema } from '../../shared/contract/photos'
import { importPhotoRow, labelsByName, memoryProject, stateOf } from '../fixtures/edited-project'
import { addPhotoRows } from '../fixtures/photo-rows'
import { temporaryProject } from '../fixtures/temporary-folder'
import { makeSplit } from '../photos/split'
import { openProject } from '../project'
import { editClasses } from './classes'
import { nextSteps, redo, undo } from './history'
import { labelPhotos } from './label'

describe('the history', () => {
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
    const project = memoryProject()
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
    const project = memoryProject()
    await labelPhotos(project, { photos: [1] }, 'emu')
    importPhotoRow(project, 20, 'emu')
    undo(project)
    expect(labelsByName(project)).toMatchObject({ '1.jpg': 'cat', '20.jpg': 'emu' })
    redo(project)
    expect(labelsByName(project)).toMatchObject({ '1.jpg': 'emu', '20.jpg': 'emu' })
  })

  it('puts a class that an import has made anew together with the one that gets its name back', () => {
    const project = memoryProject()
    editClasses(project, { kind: 'rename', label: 'cat', to: 'kitten' })
    importPhotoRow(project, 20, 'cat')
    const renamed = stateOf(project)
    undo(project)
    expect(labelsByName(project)).toMatchObject({ '1.jpg': 'cat', '20.jpg': 'cat' })
    redo(project)
    expect(labelsByName(project)).toMatchObject({ '1.jpg': 'kitten', '20.jpg': 'cat' })
    expect(stateOf(project)).toEqual(renamed)
  })

  it('never takes back what an import decided about a photo, even where an edit had decided the same', async () => {
    const project = memoryProject()
    await labelPhotos(project, { photos: [3] }, 'cat')
    undo(project)
    importPhotoRow(project, 3, 'cat')
    redo(project)
    undo(project)
    expect(labelsByName(project)).toMatchObject({ '3.jpg': 'cat' })
  })

  it('leaves the part that an import gave', () => {
    const project = memoryProject()
    makeSplit(project, splitSettingsSchema.parse({}))
    importPhotoRow(project, 3, 'cat', 'test')
    const part = project.database.prepare("SELECT split FROM photo WHERE path = '3.jpg'").pluck()
    undo(project)
    expect(part.get()).toBe('test')
    redo(project)
    expect(part.get()).toBe('test')
  })

  it('undoes a split with how it was made', () => {
    const project = memoryProject()
    const before = stateOf(project)
    makeSplit(project, splitSettingsSchema.parse({ train: 0.5, val: 0.5 }))
    makeSplit(project, splitSettingsSchema.parse({ train: 0.5, val: 0.5 }))
    expect(nextSteps(project).undo).toEqual({ description: 'split 6 photos 3/3/0' })
    undo(project)
    expect(stateOf(project)).toEqual(before)
    expect(nextSteps(project).undo).toBeNull()
  })
})
