import { blocksOfLayers } from './graph-blocks'
import { placesOf } from './graph-items'
import type { BlockItem, Item } from './graph-items'
import type { LayerGraph } from '../../shared/layer-graph'
import { chainName } from '../../shared/layer-names'
import { inOrder } from './graph-order'
import { structureOf } from './graph-structure'

/** A network as a tree: blocks of layers, and runs of blocks of the same structure one after the other. */
export function blockTree(graph: LayerGraph): Item[] {
  return withRuns(graph, withChains(graph, inOrder(graph, blocksOfLayers(graph))))
}

/** Folds layers without a block that follow each other: before the first block the stem, between others a transition. */
function withChains(graph: LayerGraph, items: readonly Item[]): Item[] {
  const result: Item[] = []
  let chain: Item[] = []
  let isFirst = true
  for (const item of items) {
    if (item.kind === 'layer' && isChained(graph, item.place)) {
      chain.push(item)
      continue
    }
    result.push(...(item.kind === 'block' ? foldedChain(chain, isFirst) : chain), item)
    if (item.kind === 'block') isFirst = false
    chain = []
  }
  return [...result, ...chain]
}

/** What takes in the photos is no part of the stem. */
function isChained({ inputs }: LayerGraph, place: number): boolean {
  return inputs[place]?.length === 1
}

function foldedChain(chain: readonly Item[], isFirst: boolean): readonly Item[] {
  if (chain.length < 2) return chain
  const title = isFirst ? 'stem' : chainName(chain.map(({ id }) => id))
  return [block(`chain:${title}`, title, 1, chain)]
}

function withRuns(graph: LayerGraph, items: readonly Item[]): Item[] {
  const result: Item[] = []
  let run: BlockItem[] = []
  let shared: string | undefined
  const close = (): void => {
    result.push(...(run.length > 1 ? [runOf(run)] : run))
    run = []
  }
  for (const item of items) {
    const structure = item.kind === 'block' ? structureOf(graph, item.places) : undefined
    if (structure !== shared) close()
    shared = structure
    if (item.kind === 'block') run.push(item)
    else result.push(item)
  }
  close()
  return result
}

function runOf(blocks: readonly BlockItem[]): BlockItem {
  const title = `${blocks[0]?.title} – ${blocks.at(-1)?.title}`
  return block(`run:${title}`, title, blocks.length, blocks)
}

function block(id: string, title: string, times: number, items: readonly Item[]): BlockItem {
  return { kind: 'block', id, title, times, items, places: items.flatMap(placesOf) }
}
