import { blockOf, layerItem } from './graph-items'
import type { Item } from './graph-items'
import type { LayerGraph } from '../../shared/layer-graph'

/**
 * Layers and blocks in an order in which each comes after what it takes in. A block that would have to be before and after
 * another one is taken apart, and so is one of a single layer.
 * @param blocks the name of each layer's block
 */
export function inOrder(graph: LayerGraph, blocks: readonly (string | undefined)[]): Item[] {
  let names = withoutSingles(blocks)
  for (;;) {
    const { order, left } = sorted(graph, names)
    if (left.size === 0) return order.map(([name, places]) => item(graph, name, places))
    names = names.map((name) => (name !== undefined && left.has(name) ? undefined : name))
  }
}

function item(graph: LayerGraph, name: string | undefined, places: readonly number[]): Item {
  return name === undefined ? layerItem(graph, places[0] ?? 0) : blockOf(graph, name, places)
}

function withoutSingles(blocks: readonly (string | undefined)[]): (string | undefined)[] {
  const sizes = new Map<string | undefined, number>()
  for (const block of blocks) sizes.set(block, (sizes.get(block) ?? 0) + 1)
  return blocks.map((block) => ((sizes.get(block) ?? 0) > 1 ? block : undefined))
}

interface Group {
  readonly name: string | undefined
  readonly places: number[]
  readonly before: Set<Group>
}

/** `left` are the names of blocks that stand in each other's way. */
function sorted(graph: LayerGraph, names: readonly (string | undefined)[]) {
  const waiting = groupsOf(graph, names)
  const order: [string | undefined, readonly number[]][] = []
  const done = new Set<Group>()
  for (let found = true; found;) {
    found = false
    for (const group of waiting) {
      if ([...group.before].some((other) => !done.has(other))) continue
      order.push([group.name, group.places])
      done.add(group)
      waiting.delete(group)
      found = true
      // From the first one on again, so that the order stays that of the layers as far as it can.
      break
    }
  }
  return { order, left: new Set([...waiting].flatMap(({ name }) => name ?? [])) }
}

function newGroup(name: string | undefined): Group {
  return { name, places: [], before: new Set() }
}

/** In the order of their first layers. */
function groupsOf(graph: LayerGraph, names: readonly (string | undefined)[]): Set<Group> {
  const byName = new Map<string, Group>()
  const ofLayer = names.map((name, place) => {
    const group = (name !== undefined && byName.get(name)) || newGroup(name)
    if (name !== undefined) byName.set(name, group)
    group.places.push(place)
    return group
  })
  graph.inputs.forEach((inputs, place) => {
    const group = ofLayer[place]
    for (const input of inputs) {
      const before = ofLayer[input]
      if (group && before && before !== group) group.before.add(before)
    }
  })
  return new Set(ofLayer)
}
