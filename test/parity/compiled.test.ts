import { describe, expect, it } from 'vitest'
import { modelFacts, modelIds } from '../../src/shared/models'
import { compiledDifference, tolerance } from './compiled'

describe.each(modelIds)('compiled %s', (id) => {
  const { minInput, featureSize } = modelFacts(id)
  // An odd one, at which paddings differ from side to side, and one that is even throughout.
  const sides = [undefined, Math.max(minInput, 97), 160]

  it.each(sides)(`gives what its layers give, ${featureSize} features or scores, at %s`, async (side) => {
    const difference = await compiledDifference(id, side)
    console.log(`${id} at ${side ?? 'its own size'}: ${difference.toExponential(1)}`)
    expect(difference).toBeLessThanOrEqual(tolerance)
  })
})
