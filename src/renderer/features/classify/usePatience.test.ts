import { effectScope, nextTick, ref } from 'vue'
import type { Ref } from 'vue'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { usePatience } from './usePatience'
import type { Patience } from './usePatience'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const waiting = ref(false)
const watched = (): Ref<Patience> =>
  effectScope().run(() => usePatience(() => waiting.value)) as Ref<Patience>

it('shows nothing of a short wait, shapes after a moment, and words after a second', async () => {
  waiting.value = true
  const patience = watched()
  expect(patience.value).toBe('none')
  vi.advanceTimersByTime(100)
  expect(patience.value).toBe('shapes')
  vi.advanceTimersByTime(900)
  expect(patience.value).toBe('words')
  waiting.value = false
  await nextTick()
  expect(patience.value).toBe('none')
})

it('forgets a wait that is over before its time', async () => {
  waiting.value = true
  const patience = watched()
  waiting.value = false
  await nextTick()
  vi.advanceTimersByTime(5000)
  expect(patience.value).toBe('none')
})
