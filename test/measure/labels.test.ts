import { describe, expect, it } from 'vitest'
import { addPhotoRows } from '../../src/core/fixtures/photo-rows'
import { temporaryProject } from '../../src/core/fixtures/temporary-folder'
import { editClasses } from '../../src/core/labels/classes'
import { redo, undo } from '../../src/core/labels/history'
import { labelPhotos } from '../../src/core/labels/label'
import { makeSplit } from '../../src/core/photos/split'
import { readProjectState } from '../../src/core/project-state'
import { splitSettingsSchema } from '../../src/shared/contract/photos'

const photoCount = 100_000

/** How long bulk edits hold up everything else: `npm run measure -- labels`. */
describe('edits of 100,000 photos', () => {
  it('take a second or two, and the facts of the project a tenth', async () => {
    const project = await temporaryProject()
    const classes = Array.from({ length: 20 }, (_, index) => `class ${index}`)
    addPhotoRows(project, photoCount, classes)
    const photos = Array.from({ length: photoCount }, (_, index) => index + 1)
    const seconds = new Map<string, number>()
    const measure = async (what: string, work: () => unknown): Promise<void> => {
      const begin = performance.now()
      await work()
      seconds.set(what, (performance.now() - begin) / 1000)
      const told = performance.now()
      const state = readProjectState(project)
      expect(state.photos).toBe(photoCount)
      seconds.set(`facts after ${what}`, (performance.now() - told) / 1000)
    }
    const paths = photos.map((number) => `/photos/${number}.jpg`)
    await measure('label', () => labelPhotos(project, { photos }, 'cat'))
    await measure('undo', () => undo(project))
    await measure('redo', () => redo(project))
    await measure('label by path', () => labelPhotos(project, { paths }, 'dog'))
    await measure('merge', () => editClasses(project, { kind: 'merge', label: 'dog', into: 'cat' }))
    await measure('split', () => makeSplit(project, splitSettingsSchema.parse({})))
    await measure('undo of the split', () => undo(project))
    for (const [what, time] of seconds) console.info(`${what}: ${time.toFixed(3)} s`)
    for (const [what, time] of seconds) expect(time).toBeLessThan(what.startsWith('facts') ? 0.5 : 5)
  })
})
