import { Graph, layout } from '@dagrejs/dagre'
import { segmentKey } from './graph-routes'
import type { Segment } from './graph-routes'
import { labelWidth, sizes } from './graph-sizes'
import { shapeText } from './graph-texts'
import type { ViewNode } from './graph-view'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

/** What is in an open block, or the picture as a whole; lengths from its own upper left corner. */
export interface Arranged extends Size {
  /** Middles of the nodes. */
  readonly places: ReadonlyMap<ViewNode, Point & Size>
  /** By the keys of the segments. */
  readonly lines: ReadonlyMap<string, Line>
  /** Where edges of a source cross the border. */
  readonly ports: ReadonlyMap<string, Point>
}

export interface Line {
  readonly points: readonly Point[]
  readonly label: Point | undefined
}

/** Heavier than any edge: what holds ports at the border. */
const HOLD = 1000

/**
 * Arranges the children of an open block, or of the picture.
 * @param segments those inside of it, each once
 * @param sizeOf the size of a child, arranged before where it is open
 */
export function arrange(
  children: readonly ViewNode[],
  segments: readonly Segment[],
  sizeOf: (node: ViewNode) => Size,
): Arranged {
  const graph = newGraph()
  for (const child of children) graph.setNode(child.item.id, { ...sizeOf(child) })
  holdPorts(graph, segments)
  for (const segment of segments) addSegment(graph, segment)
  layout(graph)
  return arrangedFrom(graph, children, segments)
}

function newGraph(): Graph {
  const graph = new Graph({ multigraph: true, directed: true })
  graph.setGraph({ rankdir: 'TB', nodesep: sizes.betweenNodes, ranksep: sizes.betweenRanks, edgesep: 12 })
  graph.setDefaultEdgeLabel(() => ({}))
  return graph
}

export function portKey(side: 'in' | 'out', source: ViewNode): string {
  return `${side} ${source.item.id}`
}

function endsOf({ from, to, source }: Segment): [string, string] {
  return [
    from === 'in' ? portKey(from, source) : from.item.id,
    to === 'out' ? portKey(to, source) : to.item.id,
  ]
}

function addSegment(graph: Graph, segment: Segment): void {
  const [from, to] = endsOf(segment)
  const text = segment.shape && shapeText(segment.shape)
  const room =
    text === undefined ? {} : { width: labelWidth(text), height: sizes.label, labelpos: 'c' as const }
  graph.setEdge(from, to, room, segmentKey(segment))
}

/** Edges that come in lie side by side at the top, those that leave at the bottom. */
function holdPorts(graph: Graph, segments: readonly Segment[]): void {
  for (const side of ['in', 'out'] as const) {
    const ofSide = segments.filter(({ from, to }) => (side === 'in' ? from : to) === side)
    const ports = new Set(ofSide.map(({ source }) => portKey(side, source)))
    if (ports.size === 0) continue
    const border = `border ${side}`
    graph.setNode(border, { width: 1, height: 1 })
    for (const port of ports) {
      graph.setNode(port, { width: 12, height: 1 })
      const [from, to] = side === 'in' ? [border, port] : [port, border]
      graph.setEdge(from, to, { weight: HOLD }, 'hold')
    }
  }
}

function arrangedFrom(graph: Graph, children: readonly ViewNode[], segments: readonly Segment[]): Arranged {
  const ports = new Map<string, Point>()
  for (const segment of segments) {
    for (const end of endsOf(segment)) if (/^(?:in|out) /.test(end)) ports.set(end, pointOf(graph.node(end)))
  }
  const { top, bottom } = seen(graph, children, [...ports.values()])
  const move = ({ x, y }: Point): Point => ({ x, y: y - top })
  return {
    width: graph.graph().width ?? 0,
    height: bottom - top,
    places: new Map(
      children.map((child) => {
        const { x, y, width, height } = graph.node(child.item.id)
        return [child, { ...move(pointOf({ x, y })), width, height }]
      }),
    ),
    lines: new Map(
      segments.map((segment) => {
        const { points = [], x, y } = graph.edge(...endsOf(segment), segmentKey(segment))
        const label = segment.shape && x !== undefined && y !== undefined ? move({ x, y }) : undefined
        return [segmentKey(segment), { points: points.map(move), label }]
      }),
    ),
    ports: new Map([...ports].map(([key, point]) => [key, move(point)])),
  }
}

/** From the uppermost to the lowest of what is seen: what holds the ports is not. */
function seen(
  graph: Graph,
  children: readonly ViewNode[],
  ports: readonly Point[],
): { top: number; bottom: number } {
  const sides = children.flatMap(({ item }) => {
    const { y = 0, height } = graph.node(item.id)
    return [y - height / 2, y + height / 2]
  })
  const all = [...sides, ...ports.map(({ y }) => y)]
  return { top: Math.min(...all), bottom: Math.max(...all) }
}

function pointOf({ x, y }: { x?: number; y?: number }): Point {
  return { x: x ?? 0, y: y ?? 0 }
}
