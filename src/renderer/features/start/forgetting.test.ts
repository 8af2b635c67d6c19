import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createForgetting } from './forgetting'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('hides at once and forgets when the time to take it back is over', async () => {
  const forget = vi.fn(() => Promise.resolve())
  const forgetting = createForgetting(1000)
  forgetting.begin('/pictures', forget)
  expect(forgetting.folders.has('/pictures')).toBe(true)
  await vi.advanceTimersByTimeAsync(999)
  expect(forget).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(forget).toHaveBeenCalledOnce()
  expect(forgetting.folders.has('/pictures')).toBe(false)
})

it('forgets nothing that was taken back', async () => {
  const forget = vi.fn(() => Promise.resolve())
  const forgetting = createForgetting(1000)
  forgetting.begin('/pictures', forget)
  forgetting.takeBack('/pictures')
  await vi.advanceTimersByTimeAsync(5000)
  expect(forget).not.toHaveBeenCalled()
  expect(forgetting.folders.has('/pictures')).toBe(false)
})
