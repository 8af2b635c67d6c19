import { createHash } from 'node:crypto'
import type { LayerGraph } from '../../shared/layer-graph'

/**
 * What a block is made of, as a text: two blocks have the same one when their layers are of the same classes, give maps of the
 * same height and width, and are connected in the same way. Channels may differ, as they grow in DenseNet.
 */
export function structureOf({ layers, inputs }: LayerGraph, places: readonly number[]): string {
  const inside = new Set(places)
  const hashes = new Map<number, string>()
  for (const place of places.toSorted((one, other) => one - other)) {
    const { class: className, outputShape } = layers[place] ?? { class: '', outputShape: [] }
    const before = (inputs[place] ?? []).map((one) => (inside.has(one) ? hashes.get(one) : 'outside'))
    const parts = [className, outputShape.slice(1, -1).join('×'), ...before.toSorted()]
    hashes.set(place, createHash('sha256').update(parts.join(' ')).digest('base64').slice(0, 12))
  }
  return [...hashes.values()].toSorted().join(' ')
}
