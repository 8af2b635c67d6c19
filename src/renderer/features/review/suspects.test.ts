import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Suspect } from '../../../shared/contract/review'
import { useNotices } from '../../ui/useNotices'
import { PhotosApp } from '../photos/fixtures/photos-app'
import { decisionKeys } from './decisions'
import type { Decision } from './decisions'
import { useReviewEdits } from './useReviewEdits'
import { useSuspects } from './useSuspects'

let app: PhotosApp
const { notices } = useNotices()
beforeEach(() => void notices.splice(0))
afterEach(() => app.leave())

function suspect(id: number): Suspect {
  const scores = { labelScore: 0.1, score: 0.9 }
  return { id, path: `/photos/${id}.jpg`, version: 'v', label: 'cat', suggested: 'dog', ...scores }
}

async function opened(count: number) {
  app = new PhotosApp(count)
  app.suspects = Array.from({ length: count }, (_, place) => suspect(place + 1))
  const page = app.setup(() => ({ doubts: useSuspects(), edits: useReviewEdits() }))
  await vi.waitFor(() => expect(page.doubts.list.value).toBeDefined())
  return page
}

it('goes on to the next one at once, as fast as keys are pressed', async () => {
  const { doubts, edits } = await opened(20)
  const decisions = Array.from({ length: 15 }, () => {
    const one = doubts.suspect.value
    return one ? doubts.decide(one, () => edits.confirm(one)) : Promise.reject(new Error('none is left'))
  })
  expect(doubts.suspect.value?.id).toBe(16)
  expect(doubts.left.value).toBe(5)
  await Promise.all(decisions)
  expect(doubts.suspects.value.map(({ id }) => id)).toEqual([16, 17, 18, 19, 20])
})

it('comes back to what was decided last when that is taken back', async () => {
  const { doubts, edits } = await opened(5)
  doubts.moveTo(2)
  const one = suspect(3)
  await doubts.decide(one, () => edits.give([one], 'dog'))
  expect(doubts.suspect.value?.id).toBe(4)
  doubts.moveTo(0)
  app.undo()
  await vi.waitFor(() => expect(doubts.suspect.value?.id).toBe(3))
  expect(doubts.left.value).toBe(5)
})

it('keeps the place where the last one is decided, and ends with nothing', async () => {
  const { doubts, edits } = await opened(2)
  doubts.moveTo(1)
  await doubts.decide(suspect(2), () => edits.exclude([suspect(2)], true))
  expect(doubts.suspect.value?.id).toBe(1)
  await doubts.decide(suspect(1), () => edits.confirm(suspect(1)))
  expect(doubts.suspect.value).toBeUndefined()
  expect(doubts.left.value).toBe(0)
})

it('leaves in doubt what could not be changed, and says why', async () => {
  const { doubts, edits } = await opened(3)
  app.refuse = true
  await doubts.decide(suspect(1), () => edits.give([suspect(1)], 'dog'))
  expect(doubts.suspects.value.map(({ id }) => id)).toEqual([1, 2, 3])
  expect(notices[0]?.error?.message).toBe('refused')
})

it('has a key for each answer', () => {
  app = new PhotosApp(0)
  const decided: Decision[] = []
  const keys = decisionKeys(suspect(1), [{ label: 'cat' }, { label: 'dog' }, { label: 'fox' }], (one) =>
    decided.push(one),
  )
  for (const pressed of ['Enter', 'y', 's', 'x', '3'])
    keys.find((binding) => binding.keys === pressed)?.run({} as KeyboardEvent)
  expect(decided).toEqual([
    { kind: 'right' },
    { kind: 'right' },
    { kind: 'label', label: 'dog' },
    { kind: 'exclude' },
    { kind: 'label', label: 'fox' },
  ])
})
