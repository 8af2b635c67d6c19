import type {
  GraphEdge,
  GraphNode,
  ModelSummary,
  NetworkGraph,
  OpenBoxes,
} from '../../shared/contract/models'
import { layerGraph } from '../../shared/layer-graph'
import { place } from './graph-place'
import type { Placed } from './graph-place'
import { nodeWidth, sizes } from './graph-sizes'
import { shapeText, textsOf } from './graph-texts'
import { blockTree } from './graph-tree'
import { viewOf } from './graph-view'
import type { ViewNode } from './graph-view'
import { placesOf } from './graph-items'
import type { Item } from './graph-items'

/**
 * A network as a picture: what repeats is folded into blocks, of which these are open.
 * @param open ids of blocks, as an earlier picture named them; unknown ones are passed over
 */
export function pictureOf({ name, layers }: ModelSummary, open: OpenBoxes): NetworkGraph {
  const graph = layerGraph(layers)
  const view = viewOf(graph, blockTree(graph), open)
  const texts = new Map(view.nodes.map((node) => [node, textsOf(graph, node.item)]))
  const widthOf = (node: ViewNode): number => {
    const { title = '', detail = '' } = texts.get(node) ?? {}
    // Of an open block both stand in one line.
    return node.children.length > 0 ? nodeWidth(`${title}   ${detail}`, '') : nodeWidth(title, detail)
  }
  const placed = place(view, (node) => ({ width: widthOf(node), height: sizes.node }))
  const nodes = view.nodes.map((node): GraphNode => {
    const { x, y, width, height } = placed.boxes.get(node) ?? { x: 0, y: 0, width: 0, height: 0 }
    const { kind, title, detail } = texts.get(node) ?? { kind: 'other', title: '', detail: '' }
    return {
      ...{ id: node.item.id, kind, title, detail, parent: node.parent?.item.id ?? null },
      ...{ x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) },
      open: node.children.length > 0,
      layers: placesOf(node.item).length,
      holds: node.item.kind === 'block' && node.children.length === 0 ? namesIn(node.item, layers) : [],
      times: node.item.kind === 'block' ? node.item.times : 1,
    }
  })
  const edges = placed.lines.map(edgeOf)
  return { name, nodes, edges, width: Math.ceil(placed.width), height: Math.ceil(placed.height) }
}

function namesIn(item: Item, layers: ModelSummary['layers']): string[] {
  return placesOf(item).flatMap((place) => layers[place]?.name ?? [])
}

function edgeOf({ route, points, label }: Placed['lines'][number]): GraphEdge {
  const { from, to, shape } = route.edge
  const short = ({ x, y }: { x: number; y: number }) => ({ x: rounded(x), y: rounded(y) })
  return {
    ...{ from: from.item.id, to: to.item.id, shape: shapeText(shape) },
    ...{ points: points.map(short), label: short(label) },
  }
}

/** To a tenth of a pixel. */
function rounded(length: number): number {
  return Math.round(length * 10) / 10
}
