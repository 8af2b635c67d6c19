import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProjectState } from '../shared/contract/projects'
import { numbered, openWorkplace, slow } from './fixtures/workplace'
import type { Workplace } from './fixtures/workplace'
import { markProblem } from './photos/list'

let place: Workplace
beforeEach(async () => (place = await openWorkplace()))
afterEach(() => place.leave())

/** What a page hears, one after the other; leaves at the end of the test. */
function watching({ client }: Workplace) {
  const leaving = new AbortController()
  const events = client['project.watch']({}, { signal: leaving.signal })[Symbol.asyncIterator]()
  const next = async (): Promise<ProjectState | null> => {
    const { value } = await events.next()
    return (value as { project: ProjectState | null }).project
  }
  /** The first of what is told that fits. */
  const until = async (fits: (state: ProjectState | null) => boolean): Promise<ProjectState | null> => {
    for (;;) {
      const state = await next()
      if (fits(state)) return state
    }
  }
  return { next, until, leave: () => leaving.abort() }
}

describe('watching the project', () => {
  it('tells the facts of it at once', async () => {
    await place.importCatsAndDogs()
    const { next, leave } = watching(place)
    expect(await next()).toMatchObject({
      folder: join(place.folder, 'project'),
      name: 'project',
      photos: 20,
      unlabelled: 0,
      problems: 0,
      classes: [
        { label: 'cat', photos: 10, train: 8, val: 2, test: 0 },
        { label: 'dog', photos: 10, train: 8, val: 2, test: 0 },
      ],
      split: { train: 16, val: 4, test: 0 },
      undo: { description: 'split 20 photos 16/4/0' },
      redo: null,
    })
    leave()
  })

  it('tells every kind of change, the last one for certain, with a revision that grows', async () => {
    await place.importCatsAndDogs()
    const { next, until, leave } = watching(place)
    const first = await next()
    await place.client['photos.label']({ photos: [1], label: 'emu' })
    const labelled = await until((state) => state?.classes.length === 3)
    expect(labelled?.revision).toBeGreaterThan(first?.revision ?? Infinity)
    await place.client['classes.edit']({ kind: 'reorder', labels: ['emu', 'dog', 'cat'] })
    await until((state) => state?.classes[0]?.label === 'emu')
    await place.client['history.undo']({})
    const undone = await until((state) => state?.redo?.description === 'reordered the classes')
    expect(undone?.classes.map(({ label }) => label)).toEqual(['cat', 'dog', 'emu'])
    await place.client['split.make']({ train: 0.5, val: 0.5 })
    await until((state) => state?.split.val === 10)
    markProblem(place.host.services.project, 1, 'broken')
    await until((state) => state?.problems === 1)
    await place.importPhotos({ fox: numbered('fox', 40) })
    const { total } = await place.client['photos.list']({ limit: 0 })
    expect(total).toBeGreaterThan(20)
    await until((state) => state?.photos === total)
    leave()
  })

  it('tells a burst of changes a few times', async () => {
    await place.importCatsAndDogs()
    const { next, until, leave } = watching(place)
    await next()
    for (let photo = 1; photo <= 20; photo += 1) {
      await place.client['photos.label']({ photos: [photo], label: 'emu' })
    }
    let told = 0
    await until((state) => {
      told += 1
      return state?.classes.find(({ label }) => label === 'emu')?.photos === 20
    })
    expect(told).toBeLessThan(20)
    leave()
  })

  it('goes on with the next project, and tells where there is none', async () => {
    const { next, leave } = watching(place)
    expect(await next()).toMatchObject({ name: 'project' })
    await place.client['project.create']({ folder: join(place.folder, 'other') })
    expect(await next()).toMatchObject({ name: 'other', photos: 0, undo: null })
    await place.client['project.close']({})
    expect(await next()).toBeNull()
    await place.client['project.open']({ folder: join(place.folder, 'project') })
    expect(await next()).toMatchObject({ name: 'project' })
    await place.client['classes.edit']({ kind: 'create', label: 'ant' })
    expect(await next()).toMatchObject({ classes: [{ label: 'ant' }] })
    leave()
  })
})

describe('closing the project', () => {
  it('leaves none open, so that another Headstart can have it', async () => {
    await place.client['project.close']({})
    await expect(place.client['photos.list']({})).rejects.toMatchObject({ code: 'bad-input' })
    await place.client['project.close']({})
    const folder = join(place.folder, 'project')
    expect(await place.client['project.open']({ folder })).toEqual({ project: folder })
  })

  it('waits for nothing that runs: it is refused until that has ended', async () => {
    await place.importCatsAndDogs()
    const { job } = await place.client['runs.start']({ epochs: 500, learningRate: slow })
    await expect(place.client['project.close']({})).rejects.toMatchObject({ code: 'busy' })
    expect((await place.client['photos.list']({})).total).toBe(20)
    await place.client['jobs.stop']({ job, keep: false })
    await place.finish(job)
    await place.client['project.close']({})
  })
})
