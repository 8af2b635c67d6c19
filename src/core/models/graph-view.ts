import type { OpenBoxes } from '../../shared/contract/models'
import type { Item } from './graph-items'
import type { LayerGraph } from '../../shared/layer-graph'

/** A node of the picture; an open block has children, everything else has none. */
export interface ViewNode {
  readonly item: Item
  readonly parent: ViewNode | undefined
  readonly children: readonly ViewNode[]
}

/** What travels from one node without children to another. */
export interface ViewEdge {
  readonly from: ViewNode
  readonly to: ViewNode
  readonly shape: readonly (number | null)[]
}

export interface View {
  readonly roots: readonly ViewNode[]
  /** Every node, an open block before what is in it. */
  readonly nodes: readonly ViewNode[]
  readonly edges: readonly ViewEdge[]
}

/** The layers and closed blocks that are seen when these blocks are open, and the connections between them. */
export function viewOf(graph: LayerGraph, tree: readonly Item[], open: OpenBoxes): View {
  const opened = open === 'all' ? undefined : new Set(open)
  const nodes: ViewNode[] = []
  const ofLayer: ViewNode[] = []
  function seen(item: Item, parent: ViewNode | undefined): ViewNode {
    const children: ViewNode[] = []
    const node = { item, parent, children }
    nodes.push(node)
    if (item.kind === 'layer') ofLayer[item.place] = node
    else if (opened && !opened.has(item.id)) for (const place of item.places) ofLayer[place] = node
    else for (const inner of item.items) children.push(seen(inner, node))
    return node
  }
  const roots = tree.map((item) => seen(item, undefined))
  return { roots, nodes, edges: edgesBetween(graph, ofLayer) }
}

/** One edge for all connections between the same two nodes. */
function edgesBetween({ layers, inputs }: LayerGraph, ofLayer: readonly ViewNode[]): ViewEdge[] {
  const edges: ViewEdge[] = []
  const known = new Map<ViewNode, Set<ViewNode>>()
  inputs.forEach((before, place) => {
    for (const one of before) {
      const [from, to] = [ofLayer[one], ofLayer[place]]
      if (!from || !to || from === to) continue
      const reached = known.get(from) ?? new Set()
      if (!reached.has(to)) edges.push({ from, to, shape: layers[one]?.outputShape ?? [] })
      known.set(from, reached.add(to))
    }
  })
  return edges
}
