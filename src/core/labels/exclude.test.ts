import { describe, expect, it } from 'vitest'
import { splitSettingsSchema } from '../../shared/contract/photos'
import { memoryProject } from '../fixtures/edited-project'
import { usablePhotos } from '../photos/list'
import { makeSplit } from '../photos/split'
import type { Project } from '../project'
import { confirmLabels } from './confirm'
import { excludePhotos } from './exclude'
import { redo, undo } from './history'
import { labelPhotos } from './label'

function usable(project: Project): number[] {
  return usablePhotos(project, ['train', 'val', 'test', null]).map(({ id }) => id)
}

function confirmed({ database }: Project): unknown[] {
  return database.prepare('SELECT photo_id FROM confirmation ORDER BY photo_id').pluck().all()
}

describe('excluding photos', () => {
  it('takes them out of what is trained and evaluated with, and back', async () => {
    const project = memoryProject()
    makeSplit(project, splitSettingsSchema.parse({}))
    const all = usable(project)
    expect(await excludePhotos(project, { photos: [1, 2, 3] }, true)).toEqual({
      changed: 3,
      description: 'excluded 3 photos',
    })
    expect(usable(project)).toEqual(all.filter((id) => id > 3))
    expect(await excludePhotos(project, { photos: [1, 4] }, false)).toEqual({
      changed: 1,
      description: 'included 1 photo',
    })
    undo(project)
    undo(project)
    expect(usable(project)).toEqual(all)
    redo(project)
    expect(usable(project)).toEqual(all.filter((id) => id > 3))
  })

  it('refuses photos that are not there, and changes nothing then', async () => {
    const project = memoryProject()
    const before = usable(project)
    await expect(excludePhotos(project, { photos: [1, 99] }, true)).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(usable(project)).toEqual(before)
  })
})

describe('confirming labels', () => {
  it('remembers them, where there are labels, until it is undone', async () => {
    const project = memoryProject()
    // The third photo has no label.
    const result = { changed: 2, description: 'confirmed 2 labels' }
    expect(await confirmLabels(project, { photos: [1, 2, 3] })).toEqual(result)
    expect(confirmed(project)).toEqual([1, 2])
    expect(await confirmLabels(project, { photos: [1, 2] })).toMatchObject({ changed: 0 })
    expect(undo(project)).toEqual(result)
    expect(confirmed(project)).toEqual([])
  })

  it('has to be done again for another label', async () => {
    const project = memoryProject()
    await confirmLabels(project, { photos: [1] })
    await labelPhotos(project, { photos: [1] }, 'dog')
    expect(await confirmLabels(project, { photos: [1] })).toMatchObject({ changed: 1 })
  })

  it('goes with the content that it was about', async () => {
    const project = memoryProject()
    await confirmLabels(project, { photos: [1, 2] })
    project.database.exec("UPDATE photo SET hash = 'other' WHERE id = 1")
    expect(confirmed(project)).toEqual([2])
    undo(project)
    redo(project)
    expect(confirmed(project)).toEqual([2])
  })
})
