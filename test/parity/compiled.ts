import { join } from 'node:path'
import { differences } from '../../src/engine/compile/fixtures/compare'
import { bundledModelFolder, loadBundledWeights } from '../../src/engine/models/bundled'
import { buildModel } from '../../src/engine/models/registry'
import type { ModelOptions } from '../../src/engine/models/options'
import { modelFacts } from '../../src/shared/models'
import type { ModelId } from '../../src/shared/models'
import { fillWithGeneratedWeights } from './generator'

/** How far compiled numbers may lie from those of layers, as a part of the largest of them. */
export const tolerance = 1e-5

const resources = join(import.meta.dirname, '..', '..', 'resources')
const batches = [1, 7, 9]

/**
 * How far a compiled network lies from its layers, for one photo, for seven, and for nine, of which eight go through its
 * branches; scores before the softmax.
 * @param side of the photos; left out, the network's own, with its top
 */
export async function compiledDifference(id: ModelId, side?: number): Promise<number> {
  const facts = modelFacts(id)
  const options: Partial<ModelOptions> =
    side === undefined ? { activation: 'linear' } : { includeTop: false, pooling: 'avg', input: [side, side] }
  const model = buildModel(id, options)
  if (facts.bundled) await loadBundledWeights(model, bundledModelFolder(resources, id))
  else fillWithGeneratedWeights(model)
  return Math.max(...(await differences(model, facts.preprocessing, batches)))
}
