import { describe, expect, it } from 'vitest'
import { compareScores } from './outputs'

const gigabytes = 4

/** The most memory that this process ever held, in bytes. */
function peak(): number {
  return process.resourceUsage().maxRSS * 1024
}

// The network with the most layers and the one with the most weights; no other test may run in this process before.
describe.each(['NASNetLarge', 'VGG19'] as const)('%s', (id) => {
  it(`is built, gets its weights and predicts within ${gigabytes} GB`, () => {
    compareScores(id)
    console.log(`${id}: at most ${(peak() / 2 ** 30).toFixed(2)} GB so far`)
    expect(peak()).toBeLessThan(gigabytes * 2 ** 30)
  })
})
