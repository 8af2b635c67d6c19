import type { LayerGraph } from '../../shared/layer-graph'

export interface LayerItem {
  readonly kind: 'layer'
  readonly id: string
  readonly place: number
}

/** A block of layers, or a run of blocks that repeat. */
export interface BlockItem {
  readonly kind: 'block'
  readonly id: string
  readonly title: string
  /** How often what is in it repeats. */
  readonly times: number
  readonly items: readonly Item[]
  /** Of all layers in it. */
  readonly places: readonly number[]
}
export type Item = LayerItem | BlockItem

export function layerItem({ layers }: LayerGraph, place: number): LayerItem {
  return { kind: 'layer', id: layers[place]?.name ?? '', place }
}

export function placesOf(item: Item): readonly number[] {
  return item.kind === 'layer' ? [item.place] : item.places
}

export function blockOf(graph: LayerGraph, title: string, places: readonly number[]): BlockItem {
  const items = places.map((place) => layerItem(graph, place))
  return { kind: 'block', id: `block:${title}`, title, times: 1, items, places }
}
