import { arrange, portKey } from './graph-layout'
import type { Arranged, Point, Size } from './graph-layout'
import { routesOf, segmentKey } from './graph-routes'
import type { Route, Scope, Segment } from './graph-routes'
import { sizes } from './graph-sizes'
import type { View, ViewNode } from './graph-view'

/** Pixels from the corner of a node within which no line ends. */
const CORNER = 12

/** Where everything is; lengths from the upper left corner of the picture. */
export interface Placed extends Size {
  /** The upper left corners of the nodes. */
  readonly boxes: ReadonlyMap<ViewNode, Point & Size>
  readonly lines: readonly { readonly route: Route; readonly points: Point[]; readonly label: Point }[]
}

/** Lays a view out from the innermost blocks outwards. @param leafSize of a node that is not open */
export function place(view: View, leafSize: (node: ViewNode) => Size): Placed {
  const routes = routesOf(view)
  const bySegment = segmentsByScope(routes)
  const arranged = new Map<Scope, Arranged>()
  function sizeOf(node: ViewNode): Size {
    if (node.children.length === 0) return leafSize(node)
    const { width, height } = arrangeIn(node, node.children)
    const least = leafSize(node).width
    return {
      width: Math.max(width + 2 * sizes.padding, least),
      height: height + sizes.title + sizes.padding,
    }
  }
  function arrangeIn(scope: Scope, children: readonly ViewNode[]): Arranged {
    const result = arrange(children, [...(bySegment.get(scope)?.values() ?? [])], sizeOf)
    arranged.set(scope, result)
    return result
  }
  const whole = arrangeIn(undefined, view.roots)
  const boxes = absoluteBoxes(view, arranged)
  const lines = routes.map((route) => lineOf(route, arranged, boxes))
  return { width: whole.width + 2 * sizes.margin, height: whole.height + 2 * sizes.margin, boxes, lines }
}

function segmentsByScope(routes: readonly Route[]): Map<Scope, Map<string, Segment>> {
  const byScope = new Map<Scope, Map<string, Segment>>()
  for (const segment of routes.flatMap(({ segments }) => segments)) {
    const ofScope = byScope.get(segment.scope) ?? new Map<string, Segment>()
    byScope.set(segment.scope, ofScope.set(segmentKey(segment), segment))
  }
  return byScope
}

type Boxes = Map<ViewNode, Point & Size>

function absoluteBoxes(view: View, arranged: ReadonlyMap<Scope, Arranged>): Boxes {
  const boxes: Boxes = new Map()
  for (const node of view.nodes) {
    const inside = arranged.get(node.parent)?.places.get(node)
    if (!inside) continue
    const { x, y } = originOf(node.parent, arranged, boxes)
    const { width, height } = inside
    boxes.set(node, { x: x + inside.x - width / 2, y: y + inside.y - height / 2, width, height })
  }
  return boxes
}

/** Where the arrangement in an open block begins. */
function originOf(scope: Scope, arranged: ReadonlyMap<Scope, Arranged>, boxes: Boxes): Point {
  const box = scope && boxes.get(scope)
  if (!box) return { x: sizes.margin, y: sizes.margin }
  const content = arranged.get(scope)?.width ?? 0
  return { x: box.x + (box.width - content) / 2, y: box.y + sizes.title }
}

function lineOf(route: Route, arranged: ReadonlyMap<Scope, Arranged>, boxes: Boxes): Placed['lines'][number] {
  const points: Point[] = []
  let label: Point = { x: 0, y: 0 }
  for (const { scope, source, from, to, ...segment } of route.segments) {
    const inside = arranged.get(scope)
    const line = inside?.lines.get(segmentKey({ scope, source, from, to, ...segment }))
    if (!inside || !line) continue
    const origin = originOf(scope, arranged, boxes)
    const moved = ({ x, y }: Point): Point => ({ x: x + origin.x, y: y + origin.y })
    // At the border of an open block the line goes through the place where it crosses it inside.
    const trimmed = line.points.slice(isOpen(from) ? 1 : 0, isOpen(to) ? -1 : undefined).map(moved)
    points.push(...trimmed)
    if (line.label) label = moved(line.label)
    if (to === 'out') points.push(crossing(inside, portKey('out', source), moved, bottomOf(scope, boxes)))
    if (isOpen(to)) points.push(entry(to, source, arranged, boxes))
  }
  return { route, points: endedAtNodes(points, route, boxes), label }
}

/** Lines leave nodes at their lower sides and reach them at their upper ones, away from the corners. */
function endedAtNodes(points: readonly Point[], { edge }: Route, boxes: Boxes): Point[] {
  const [from, to] = [boxes.get(edge.from), boxes.get(edge.to)]
  const [second, last] = [points[1], points.at(-2)]
  if (!from || !to || !second || !last) return [...points]
  return [
    { x: beside(second.x, from), y: from.y + from.height },
    ...points.slice(1, -1),
    { x: beside(last.x, to), y: to.y },
  ]
}

function beside(x: number, box: Point & Size): number {
  return Math.min(Math.max(x, box.x + CORNER), box.x + box.width - CORNER)
}

function isOpen(end: ViewNode | 'in' | 'out'): end is ViewNode {
  return typeof end === 'object' && end.children.length > 0
}

function bottomOf(scope: Scope, boxes: Boxes): number {
  const box = scope && boxes.get(scope)
  return box ? box.y + box.height : 0
}

function crossing(inside: Arranged, port: string, moved: (point: Point) => Point, y: number): Point {
  const { x } = moved(inside.ports.get(port) ?? { x: 0, y: 0 })
  return { x, y }
}

/** Where a line crosses the upper border of an open block. */
function entry(
  node: ViewNode,
  source: ViewNode,
  arranged: ReadonlyMap<Scope, Arranged>,
  boxes: Boxes,
): Point {
  const origin = originOf(node, arranged, boxes)
  const port = arranged.get(node)?.ports.get(portKey('in', source))
  return { x: origin.x + (port?.x ?? 0), y: boxes.get(node)?.y ?? 0 }
}
