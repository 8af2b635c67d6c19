import { expect } from 'vitest'

/** Waits until what a function gives is as expected: two cores take their time when everything runs at once. */
export function eventually(look: () => unknown): ReturnType<typeof expect.poll> {
  return expect.poll(look, { timeout: 20_000, interval: 50 })
}
