import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { computed, shallowRef } from 'vue'
import { useNotices } from '../../ui/useNotices'
import { PhotosApp, photo } from './fixtures/photos-app'
import { useLabelling } from './useLabelling'
import { usePhotoFocus } from './usePhotoFocus'
import { usePhotoPages } from './usePhotoPages'
import type { ViewFilter } from './view-filter'

let app: PhotosApp

function open(count: number, shown: ViewFilter = {}) {
  app = new PhotosApp(count)
  return app.setup(() => {
    const filter = shallowRef(shown)
    const pages = usePhotoPages(filter)
    const focus = usePhotoFocus(pages)
    return {
      filter,
      pages,
      focus,
      labelling: useLabelling(
        pages,
        focus,
        computed(() => filter.value),
      ),
    }
  })
}

/** A page whose first photos are there. */
async function opened(count: number, shown: ViewFilter = {}) {
  const page = open(count, shown)
  await vi.waitFor(() => expect(page.pages.at(0)).toBeDefined())
  return page
}

const { notices } = useNotices()
beforeEach(() => void notices.splice(0))
afterEach(() => app.leave())

describe('the photos shown', () => {
  it('come as they are needed', async () => {
    const { pages } = await opened(1000)
    expect(pages.total.value).toBe(1000)
    expect(pages.at(900)).toBeUndefined()
    pages.show(890, 910)
    await vi.waitFor(() => expect(pages.at(900)?.id).toBe(901))
  })

  it('are those of the last filter, whichever answer comes last', async () => {
    const { pages, filter } = await opened(300)
    app.photos = app.photos.map((one) => ({ ...one, label: one.id % 2 ? 'odd' : 'even' }))
    for (const label of ['odd', 'even', 'odd', 'even']) filter.value = { label }
    await vi.waitFor(() => expect(pages.at(0)?.label).toBe('even'))
    await vi.waitFor(() => expect(pages.isSettled()).toBe(true))
    expect(pages.total.value).toBe(150)
  })

  it('are asked for again when something has changed, and stay until they are there', async () => {
    const { pages } = await opened(300)
    app.photos = [photo(500), ...app.photos]
    app.changed()
    expect(pages.at(0)?.id).toBe(1)
    await vi.waitFor(() => expect(pages.at(0)?.id).toBe(500))
    expect(pages.total.value).toBe(301)
  })

  it('are not asked for once for each of many changes', async () => {
    const { pages } = await opened(300)
    const before = app.asked
    for (let change = 0; change < 50; change += 1) app.changed()
    await vi.waitFor(() => expect(app.asked).toBeGreaterThan(before))
    await vi.waitFor(() => expect(pages.isSettled()).toBe(true))
    expect(app.asked - before).toBeLessThan(10)
  })
})

describe('focus and selection', () => {
  it('stay with their photos when others come before them', async () => {
    const { focus } = await opened(300)
    focus.selectAt(10)
    app.photos = [photo(500), photo(501), ...app.photos]
    app.changed()
    await vi.waitFor(() => expect(focus.index.value).toBe(12))
    expect(focus.photo.value?.id).toBe(11)
    await focus.extend(14)
    expect([...focus.selection.value.ids]).toEqual([11, 12, 13])
  })

  it('keep the place when the photo is gone', async () => {
    const { focus, pages } = await opened(20)
    focus.moveTo(19)
    app.photos = app.photos.slice(0, 15)
    app.changed()
    await vi.waitFor(() => expect(pages.total.value).toBe(15))
    expect(focus.photo.value?.id).toBe(15)
  })

  it('reach photos that are not there yet', async () => {
    const { focus, pages } = await opened(100_000)
    focus.selectAt(5)
    focus.moveTo(99_999)
    expect(focus.selection.value.ids.size).toBe(0)
    pages.show(99_990, 99_999)
    await vi.waitFor(() => expect([...focus.selection.value.ids]).toEqual([100_000]))
    await focus.selectEverything()
    expect(focus.selection.value.ids.size).toBe(100_000)
  })
})

describe('labelling', () => {
  it('shows at once, and the focus moves on with the selection', async () => {
    const { labelling, focus, pages } = await opened(300)
    focus.selectAt(3)
    const done = labelling.give('cat')
    expect(pages.at(3)?.label).toBe('cat')
    expect([...focus.selection.value.ids]).toEqual([5])
    await done
    expect(app.photos[3]?.label).toBe('cat')
    expect(notices).toEqual([])
  })

  it('follows the fingers: many keys in a row label one photo each', async () => {
    const { labelling, pages } = await opened(300)
    await Promise.all(Array.from({ length: 40 }, () => labelling.give('cat')))
    await vi.waitFor(() => expect(pages.isSettled()).toBe(true))
    const labels = app.photos.map(({ label }) => label)
    expect(labels.lastIndexOf('cat')).toBe(39)
    expect(pages.at(39)?.label).toBe('cat')
    expect(pages.at(40)?.label).toBeNull()
  })

  it('goes on with the next photo where those with a class leave', async () => {
    const { labelling, focus, pages } = await opened(300, { unlabelled: true })
    await labelling.give('cat')
    await vi.waitFor(() => expect(pages.total.value).toBe(299))
    await vi.waitFor(() => expect(focus.index.value).toBe(0))
    expect(focus.photo.value?.id).toBe(2)
  })

  it('of many tells how many, and leaves the focus where it is', async () => {
    const { labelling, focus } = await opened(300)
    await focus.selectEverything()
    await labelling.give('cat')
    expect(notices.map(({ text }) => text)).toEqual(['300 photos → cat'])
    expect(focus.index.value).toBe(0)
    expect(focus.selection.value.ids.size).toBe(300)
  })

  it('that is refused is taken back and told', async () => {
    const { labelling, pages } = await opened(300)
    app.refuse = true
    const done = labelling.give('cat')
    expect(pages.at(0)?.label).toBe('cat')
    await done
    await vi.waitFor(() => expect(pages.at(0)?.label).toBeNull())
    expect(notices[0]?.error?.message).toBe('refused')
  })
})

describe('suggestions', () => {
  const cat = { label: 'cat', score: 0.9 }
  const dog = { label: 'dog', score: 0.6 }
  function suggest(): void {
    app.photos = app.photos.map((one) => ({ ...one, suggestion: one.id % 3 ? cat : dog }))
    app.changed()
  }

  it('are taken for the photo in focus, which moves on', async () => {
    const { labelling, focus, pages } = await opened(10)
    suggest()
    await vi.waitFor(() => expect(pages.at(0)?.suggestion).toEqual(cat))
    await labelling.accept()
    await labelling.accept()
    expect(app.photos.slice(0, 3).map(({ label }) => label)).toEqual(['cat', 'cat', null])
    expect(focus.index.value).toBe(2)
    expect(labelling.announcement.value).toMatch(/2\.jpg → cat/)
  })

  it('are taken for all that is selected, also where it was not shown yet, and taken back at once', async () => {
    const { labelling, focus, pages } = await opened(450, { suggestedBy: 1 })
    suggest()
    await vi.waitFor(() => expect(pages.at(0)?.suggestion).toEqual(cat))
    await focus.selectEverything()
    await labelling.accept()
    expect(app.photos.filter(({ label }) => label === 'cat')).toHaveLength(300)
    expect(app.photos.filter(({ label }) => label === 'dog')).toHaveLength(150)
    expect(notices.map(({ text }) => text)).toEqual(['450 photos got the class that was suggested'])
    app.undoDescription = 'accepted'
    app.changed()
    await vi.waitFor(() => expect(pages.isSettled()).toBe(true))
    await notices[0]?.action?.run()
    expect(() => app.undo()).toThrow('nothing to undo')
    expect(app.photos.every(({ label }) => label === null)).toBe(true)
  })

  it('show at once, each its own, and what goes out of sight is selected no more', async () => {
    const { labelling, focus, pages } = await opened(6, { suggestedBy: 1, unlabelled: true })
    suggest()
    await vi.waitFor(() => expect(pages.at(0)?.suggestion).toEqual(cat))
    await focus.selectEverything()
    const done = labelling.accept()
    expect([0, 1, 2].map((index) => pages.at(index)?.label)).toEqual(['cat', 'cat', 'dog'])
    expect(focus.selection.value.ids.size).toBe(0)
    await done
    await vi.waitFor(() => expect(pages.total.value).toBe(0))
  })

  it('that are the class already change nothing', async () => {
    const { labelling, focus, pages } = await opened(3, { suggestedBy: 1 })
    app.photos = app.photos.map((one) => ({ ...one, label: 'cat', suggestion: cat }))
    app.changed()
    await vi.waitFor(() => expect(pages.at(0)?.label).toBe('cat'))
    await labelling.accept()
    expect(focus.index.value).toBe(0)
    await focus.selectEverything()
    await labelling.accept()
    expect(notices.map(({ text }) => text)).toEqual([
      'Nothing else is suggested for these photos than the class they have.',
    ])
  })
})

describe('leaving out', () => {
  it('shows at once and moves on, and the same key takes back in', async () => {
    const { labelling, focus, pages } = await opened(10)
    const done = labelling.toggleExcluded()
    expect(pages.at(0)?.excluded).toBe(true)
    expect(focus.index.value).toBe(1)
    await done
    focus.moveTo(0)
    await labelling.toggleExcluded()
    expect(app.photos.some(({ excluded }) => excluded)).toBe(false)
  })

  it('of many does with all what it does with the first', async () => {
    const { labelling, focus } = await opened(10)
    await labelling.toggleExcluded()
    await focus.selectEverything()
    await labelling.toggleExcluded()
    expect(app.photos.some(({ excluded }) => excluded)).toBe(false)
    expect(notices.map(({ text }) => text)).toEqual(['10 photos taken back in'])
  })
})
