import type { ModelSummary } from '../../shared/contract/models'
import { AppError } from '../../shared/errors'
import { bottlenecks, layerGraph } from '../../shared/layer-graph'
import { blockNamed } from '../../shared/layer-names'

/**
 * Where a network can be cut in front of a block: the names of the layers that carry everything from one named block to the
 * next, the last first. So the first entry is where one block is left to learn, the second where two are. What
 * follows the last block belongs to it; the stem before the first one never learns.
 */
export function cutsOf(layers: ModelSummary['layers']): string[] {
  const isBottleneck = bottlenecks(layerGraph(layers))
  const blocks = layers.map(({ name }) => blockNamed(name))
  const following = blocks.map((_, place) => blocks.slice(place + 1).find((block) => block !== undefined))
  const cuts = new Map<string, string>()
  let before: string | undefined
  for (const [place, { name }] of layers.entries()) {
    before = blocks[place] ?? before
    const next = following[place]
    // Of several such layers between two blocks the last: as a rule the map is smaller there.
    if (isBottleneck[place] && before !== undefined && next !== undefined && next !== before)
      cuts.set(next, name)
  }
  return [...cuts.values()].reverse()
}

/**
 * The layer in front of the last blocks.
 * @param blocks how many learn, 1 or more
 * @throws AppError `unsupported` for a network whose blocks hang together by more than one tensor; `bad-input` for more
 *   blocks than there are
 */
export function cutBefore(model: string, layers: ModelSummary['layers'], blocks: number): string {
  const cuts = cutsOf(layers)
  const cut = cuts[blocks - 1]
  if (cut !== undefined) return cut
  if (cuts.length === 0) {
    throw new AppError(
      'unsupported',
      `${model} cannot be fine-tuned: each of its blocks takes more than the block before it gives. Train a head on it, ` +
        'or fine-tune another base.',
      { model },
    )
  }
  throw new AppError(
    'bad-input',
    `Of ${model}, up to ${cuts.length} blocks can learn, and ${blocks} were asked for: ask for fewer.`,
    { model, blocks, most: cuts.length },
  )
}
