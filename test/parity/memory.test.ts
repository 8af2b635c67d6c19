import { describe, expect, it } from 'vitest'
import { compareScores } from './outputs'
import { gibibytes, memoryLimit, ownPeak } from './peak'

// The network with the most layers and the one with the most weights; no other test may run in this process before.
describe.each(['NASNetLarge', 'VGG19'] as const)('%s', (id) => {
  it(`is built, gets its weights and predicts within ${gibibytes(memoryLimit)}`, () => {
    compareScores(id)
    console.log(`${id}: at most ${gibibytes(ownPeak())} so far`)
    expect(ownPeak()).toBeLessThan(memoryLimit)
  })
})
