import { blockNamed } from '../../shared/layer-names'
import { bottlenecks } from '../../shared/layer-graph'
import type { LayerGraph } from '../../shared/layer-graph'

/**
 * Names of the blocks that layers belong to, by their places; undefined for those that stand alone. Names decide where they
 * can; a layer without such a name belongs to the block that everything after it leads into. The end of a block is a merge
 * through which everything passes.
 */
export function blocksOfLayers(graph: LayerGraph): (string | undefined)[] {
  const blocks = graph.layers.map(({ name }) => blockNamed(name))
  const isBottleneck = bottlenecks(graph)
  nameMerges(graph, isBottleneck, blocks)
  for (let place = blocks.length - 1; place >= 0; place--) {
    // A layer through which everything passes stands between blocks, not in the one after it.
    if (blocks[place] === undefined && !isBottleneck[place])
      blocks[place] = only(graph.consumers[place], blocks)
  }
  return blocks
}

/** The merges at the ends of blocks whose names say nothing: of the block before them, or of one named after them. */
function nameMerges(
  { layers, inputs }: LayerGraph,
  isBottleneck: readonly boolean[],
  blocks: (string | undefined)[],
): void {
  layers.forEach(({ name }, place) => {
    const before = inputs[place] ?? []
    if (blocks[place] !== undefined || !isBottleneck[place] || before.length < 2) return
    const named = new Set(before.flatMap((one) => (isBottleneck[one] ? [] : (blocks[one] ?? []))))
    const [block] = named
    blocks[place] = named.size === 1 && block !== undefined ? block : name
  })
}

/** The block that all of these are in, if it is one. */
function only(places: readonly number[] = [], blocks: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = places
  const block = first === undefined ? undefined : blocks[first]
  return others.every((other) => blocks[other] === block) ? block : undefined
}
