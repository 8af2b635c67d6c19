import { count } from '../../shared/numbers'
import { kindOf } from './graph-kinds'
import type { LayerGraph } from '../../shared/layer-graph'
import { placesOf } from './graph-items'
import type { Item } from './graph-items'
import type { GraphKind } from '../../shared/contract/models'

/** What stands in a node of the picture. */
export interface NodeTexts {
  readonly kind: GraphKind
  readonly title: string
  readonly detail: string
}

export function textsOf({ layers }: LayerGraph, item: Item): NodeTexts {
  const inside = placesOf(item).flatMap((place) => layers[place] ?? [])
  const parameters = inside.reduce((sum, { params }) => sum + params, 0)
  const counted = parameters === 0 ? [] : [`${count(parameters)} parameters`]
  if (item.kind === 'layer') {
    const className = inside[0]?.class ?? ''
    return { kind: kindOf(className), title: item.id, detail: [className, ...counted].join(' · ') }
  }
  const title = item.times === 1 ? item.title : `${item.title} ×${item.times}`
  return { kind: 'block', title, detail: [`${inside.length} layers`, ...counted].join(' · ') }
}

/** `56 × 56 × 64`; `? × ? × 3` where photos of any size are taken. */
export function shapeText(shape: readonly (number | null)[]): string {
  return shape
    .slice(1)
    .map((side) => side ?? '?')
    .join(' × ')
}
