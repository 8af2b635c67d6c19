import type { ModelSummary } from './contract/models'

export type Layer = ModelSummary['layers'][number]

/** A network's layers with what is before and after each; layers are known by their places in the order of computing. */
export interface LayerGraph {
  readonly layers: readonly Layer[]
  readonly inputs: readonly (readonly number[])[]
  readonly consumers: readonly (readonly number[])[]
}

/** @param layers those before others come first, as summaries list them */
export function layerGraph(layers: readonly Layer[]): LayerGraph {
  const places = new Map(layers.map(({ name }, place) => [name, place]))
  const consumers: number[][] = layers.map(() => [])
  const inputs = layers.map(({ inbound }, place) => {
    const before = [...new Set(inbound)].flatMap((name) => places.get(name) ?? [])
    for (const one of before) consumers[one]?.push(place)
    return before
  })
  return { layers, inputs, consumers }
}

/** For each layer, whether everything that comes after it depends on what comes before it through it alone. */
export function bottlenecks({ layers, consumers }: LayerGraph): boolean[] {
  /** The last place up to which something from before is still needed. */
  let needed = -1
  return layers.map((_layer, place) => {
    const isBottleneck = needed <= place
    needed = Math.max(needed, ...(consumers[place] ?? []))
    return isBottleneck
  })
}
