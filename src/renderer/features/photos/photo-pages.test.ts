import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Photo, PhotoList } from '../../../shared/contract/photos'
import { PhotoPages, pageSize } from './photo-pages'
import type { PageRequest } from './photo-pages'

const photo = (id: number, label: string | null = null): Photo => ({
  id,
  path: `/photos/${id}.jpg`,
  label,
  split: null,
  width: 4,
  height: 3,
  problem: null,
  excluded: false,
  suggestion: null,
  version: 'v',
})

/** What the host answers while it has `total` photos, numbered from `firstId`. */
function answer({ page }: PageRequest, total: number, firstId = 1): PhotoList {
  const length = Math.max(0, Math.min(pageSize, total - page * pageSize))
  return {
    total,
    images: Array.from({ length }, (_, place) => photo(firstId + page * pageSize + place)),
  }
}

function filled(total: number, first: number, last: number): PhotoPages {
  const pages = new PhotoPages()
  for (const request of pages.request(first, last)) pages.receive(request, answer(request, total))
  return pages
}

describe('asking', () => {
  it('covers what is seen, once', () => {
    const pages = new PhotoPages()
    expect(pages.request(150, 450).map(({ page }) => page)).toEqual([0, 1, 2])
    expect(pages.request(0, 650).map(({ page }) => page)).toEqual([3])
  })

  it('happens again after there was no answer', () => {
    const pages = new PhotoPages()
    const [request] = pages.request(0, 10)
    if (request) pages.giveUp(request)
    expect(pages.request(0, 10)).toHaveLength(1)
  })

  it('does not happen for what is there', () => {
    expect(filled(1000, 0, 399).request(0, 399)).toEqual([])
  })
})

describe('an answer', () => {
  it('shows every photo in its place', () => {
    const place = fc.integer({ min: 0, max: 9_999 })
    fc.assert(
      fc.property(place, place, (one, other) => {
        const [first, last] = [Math.min(one, other), Math.max(one, other)]
        const pages = filled(10_000, first, last)
        for (const index of [first, last]) {
          expect(pages.at(index)?.id).toBe(index + 1)
          expect(pages.indexOf(index + 1)).toBe(index)
        }
      }),
    )
  })

  it('is dropped when another filter was chosen meanwhile', () => {
    const pages = new PhotoPages()
    const [request] = pages.request(0, 10)
    pages.clear()
    expect(request && pages.receive(request, answer(request, 500))).toBe(false)
    expect(pages.total).toBeUndefined()
    expect(pages.at(0)).toBeUndefined()
  })

  it('is dropped when something has changed since it was asked for', () => {
    const pages = new PhotoPages()
    const [before] = pages.request(0, 10)
    pages.outdate()
    const [after] = pages.request(0, 10)
    expect(after && pages.receive(after, answer(after, 500))).toBe(true)
    expect(before && pages.receive(before, answer(before, 400, 99))).toBe(false)
    expect(pages.total).toBe(500)
    expect(pages.at(0)?.id).toBe(1)
  })

  it('that says there are fewer photos takes away the pages behind them', () => {
    const pages = filled(1000, 0, 999)
    pages.outdate()
    const [request] = pages.request(0, 10)
    if (request) pages.receive(request, answer(request, 250))
    expect(pages.at(350)).toBeDefined()
    expect(pages.at(400)).toBeUndefined()
  })
})

it('goes on showing what is out of date until the answer is there', () => {
  const pages = filled(400, 0, 399)
  pages.outdate()
  expect(pages.at(399)?.id).toBe(400)
  expect(pages.request(0, 399)).toHaveLength(2)
  expect(pages.settled).toBe(false)
})

it('keeps what was needed last, and not everything', () => {
  const pages = filled(100_000, 0, 199)
  for (let index = pageSize; index < 20_000; index += pageSize) {
    for (const request of pages.request(index, index)) pages.receive(request, answer(request, 100_000))
    pages.request(0, 0)
  }
  expect(pages.at(0)).toBeDefined()
  expect(pages.at(19_999)).toBeDefined()
  expect(pages.at(5000)).toBeUndefined()
})

it('shows a label before the host has heard of it', () => {
  const pages = filled(400, 0, 399)
  pages.change(new Set([1, 300, 5000]), { label: 'cat' })
  expect([0, 1, 299].map((index) => pages.at(index)?.label)).toEqual(['cat', null, 'cat'])
})
