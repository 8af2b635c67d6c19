import { describe, expect, it } from 'vitest'
import { photoFilterSchema, photoOrders } from '../../shared/contract/photos'
import { say, scoredProject } from '../fixtures/scored-project'
import { excludePhotos } from '../labels/exclude'
import type { Project } from '../project'
import { listPhotos } from './list'
import { listQueries } from './list-queries'

function listed(project: Project, filter: object): [number, number[]] {
  const { total, images } = listPhotos(project, photoFilterSchema.parse(filter))
  return [total, images.map(({ id }) => id)]
}

describe('photos with what a run suggests', () => {
  it('have the suggestion beside them, and null where there is none', () => {
    const { project, run } = scoredProject()
    say(project, run, { 1: 0.125, 3: 0.75 })
    const { images } = listPhotos(project, photoFilterSchema.parse({ suggestedBy: run, limit: 3 }))
    expect(images.map(({ suggestion }) => suggestion)).toEqual([
      { label: 'cat', score: 0.875 },
      null,
      { label: 'dog', score: 0.75 },
    ])
    expect(listPhotos(project, photoFilterSchema.parse({ limit: 1 })).images[0]?.suggestion).toBeNull()
  })

  it('come in the order of how sure the run is, the others last, page by page', () => {
    const { project, run } = scoredProject()
    say(project, run, { 1: 0.125, 3: 0.75, 4: 0.625, 6: 0.0625 })
    const orders = { unsure: [4, 3, 1, 6, 2, 5, 7, 8], sure: [6, 1, 3, 4, 2, 5, 7, 8] }
    for (const order of ['sure', 'unsure'] as const) {
      for (const limit of [1, 3, 8]) {
        const pages = Array.from({ length: 8 / limit + 1 }, (_, page) =>
          listed(project, { suggestedBy: run, order, limit, offset: page * limit }),
        )
        expect(pages.map(([total]) => total)).toEqual(pages.map(() => 8))
        expect(pages.flatMap(([, ids]) => ids)).toEqual(orders[order])
      }
    }
    expect(listed(project, { suggestedBy: run, order: 'sure', unlabelled: true })).toEqual([2, [6, 3]])
    expect(listed(project, { suggestedBy: run, order: 'sure', label: 'cat' })).toEqual([3, [1, 4, 7]])
  })

  it('can be those alone that the run would label otherwise', () => {
    const { project, run } = scoredProject()
    say(project, run, { 1: 0.75, 2: 0.75, 3: 0.75, 5: 0.125, 7: 0.625, 8: 0.75 })
    expect(listed(project, { suggestedBy: run, disagrees: true })).toEqual([3, [1, 5, 7]])
    expect(listed(project, { suggestedBy: run, disagrees: true, order: 'sure' })).toEqual([3, [5, 1, 7]])
    expect(listed(project, { suggestedBy: run, disagrees: true, label: 'cat' })).toEqual([2, [1, 7]])
  })

  it('need a run', () => {
    const { project } = scoredProject()
    const refusal: unknown = expect.objectContaining({ code: 'bad-input' })
    expect(() => listed(project, { disagrees: true })).toThrow(refusal)
    expect(() => listed(project, { order: 'sure' })).toThrow(refusal)
    expect(() => listed(project, { suggestedBy: 9 })).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('excluded photos', () => {
  it('are listed with the others, alone, or not at all', async () => {
    const { project } = scoredProject()
    await excludePhotos(project, { photos: [2, 3] }, true)
    expect(listed(project, {})[0]).toBe(8)
    expect(listed(project, { excluded: true })).toEqual([2, [2, 3]])
    expect(listed(project, { excluded: false, label: 'dog' })).toEqual([2, [5, 8]])
  })
})

describe('the statements of a list', () => {
  const filters = photoOrders.flatMap((order) => [
    { order },
    { order, disagrees: true },
    { order, disagrees: true, split: 'val' },
    { order, excluded: false },
    { order, unlabelled: true },
  ])
  it.each([...filters, { excluded: true }])('for %o sort nothing and scan no scores', (filter) => {
    const { project } = scoredProject()
    const { page, rest } = listQueries(photoFilterSchema.parse({ suggestedBy: 1, ...filter }))
    for (const statement of rest ? [page, rest.page] : [page]) {
      const plan = project.database
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${statement.replaceAll(/:\w+/g, 'NULL')}`)
        .all()
      const details = plan.map(({ detail }) => detail)
      expect(details.filter((detail) => /TEMP B-TREE|SCAN (score|class|photo_class)\b/.test(detail))).toEqual(
        [],
      )
    }
  })
})
