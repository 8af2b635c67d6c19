import type { View, ViewEdge, ViewNode } from './graph-view'

/** Undefined is the picture itself. */
export type Scope = ViewNode | undefined

/**
 * A part of an edge inside of one open block: from a child, or from where the edge comes in, to a child, or to where it
 * leaves. Edges from the same node share what they can.
 */
export interface Segment {
  readonly scope: Scope
  readonly source: ViewNode
  readonly from: ViewNode | 'in'
  readonly to: ViewNode | 'out'
  /** What stands beside it; empty where it stands elsewhere. */
  readonly shape: readonly (number | null)[] | undefined
}

export interface Route {
  readonly edge: ViewEdge
  /** From the source outwards, across, and inwards to the target. */
  readonly segments: readonly Segment[]
}

export function segmentKey({ source, from, to }: Segment): string {
  const end = (node: ViewNode | 'in' | 'out'): string => (typeof node === 'string' ? node : node.item.id)
  return `${source.item.id} ${end(from)} ${end(to)}`
}

/** How every edge goes through the open blocks. */
export function routesOf({ edges }: Pick<View, 'edges'>): Route[] {
  return edges.map((edge) => ({ edge, segments: segmentsOf(edge) }))
}

function segmentsOf({ from, to, shape }: ViewEdge): Segment[] {
  const [outwards, inwards] = [withParents(from), withParents(to)]
  while (outwards.at(-1) === inwards.at(-1)) {
    outwards.pop()
    inwards.pop()
  }
  const source = from
  const [last, first] = [outwards.at(-1) ?? from, inwards.at(-1) ?? to]
  return [
    ...outwards
      .slice(0, -1)
      .map((node): Segment => ({ scope: node.parent, source, from: node, to: 'out', shape: undefined })),
    { scope: last.parent, source, from: last, to: first, shape },
    ...inwards
      .slice(0, -1)
      .toReversed()
      .map((node): Segment => ({ scope: node.parent, source, from: 'in', to: node, shape: undefined })),
  ]
}

function withParents(node: ViewNode): ViewNode[] {
  return node.parent ? [node, ...withParents(node.parent)] : [node]
}
