import { beforeEach, expect, it } from 'vitest'
import { AppError, cancelled } from '../../shared/errors'
import { useNotices } from './useNotices'

const { notices, failed, told, dismiss } = useNotices()
const texts = (): string[] => notices.map(({ text }) => text)
beforeEach(() => void notices.splice(0))

it('says what an error says', () => {
  failed(new AppError('exists', 'Something is there: choose another folder.'))
  expect(notices).toMatchObject([
    { text: 'Something is there: choose another folder.', error: { code: 'exists' } },
  ])
})

it('says nothing of what the user stopped', () => {
  failed(cancelled())
  failed(new DOMException('The operation was aborted.', 'AbortError'))
  expect(notices).toEqual([])
})

it('says the same thing once, as the newest', () => {
  for (const text of ['one', 'two', 'one']) told(text)
  expect(texts()).toEqual(['two', 'one'])
})

it('shows four at most and lets the oldest go', () => {
  for (const text of ['1', '2', '3', '4', '5']) told(text)
  expect(texts()).toEqual(['2', '3', '4', '5'])
})

it('puts away the one that is meant', () => {
  told('one')
  told('two', { label: 'Undo', run: () => undefined })
  dismiss(notices[0]?.number ?? 0)
  expect(texts()).toEqual(['two'])
})
