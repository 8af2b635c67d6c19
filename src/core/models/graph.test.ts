import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ModelSummary, NetworkGraph, OpenBoxes } from '../../shared/contract/models'
import { anyNetwork, kerasNetwork, kerasNetworks } from './fixtures/layer-graphs'
import { pictureOf } from './graph'
import type { Item } from './graph-items'
import { layerGraph } from '../../shared/layer-graph'
import { blockTree } from './graph-tree'

/** Titles of what is seen when nothing is open. */
function foldedTitles(id: string): string[] {
  return pictureOf(kerasNetwork(id), []).nodes.map(({ title }) => title)
}

function layersOfBlocks(items: readonly Item[], layers: ModelSummary['layers']): Map<string, string[]> {
  const all = new Map<string, string[]>()
  const visit = (item: Item): void => {
    if (item.kind === 'layer') return
    all.set(
      item.id,
      item.places.map((place) => layers[place]?.name ?? ''),
    )
    item.items.forEach(visit)
  }
  items.forEach(visit)
  return all
}

/** The laws of every picture, whatever is open. */
function expectWhole(network: ModelSummary, picture: NetworkGraph): void {
  const inside = layersOfBlocks(blockTree(layerGraph(network.layers)), network.layers)
  const nodeOf = new Map<string, string>()
  for (const { id, kind, open } of picture.nodes) {
    if (open) continue
    for (const layer of kind === 'block' ? (inside.get(id) ?? []) : [id]) {
      expect(nodeOf.get(layer), `${layer} is in one node`).toBeUndefined()
      nodeOf.set(layer, id)
    }
  }
  expect(nodeOf.size).toBe(network.layers.length)
  const wanted = network.layers.flatMap(({ name, inbound }) =>
    inbound.map((before) => [nodeOf.get(before), nodeOf.get(name)] as const),
  )
  const between = wanted.filter(([from, to]) => from !== to).map(([from, to]) => `${from} > ${to}`)
  expect(new Set(picture.edges.map(({ from, to }) => `${from} > ${to}`))).toEqual(new Set(between))
  expect(picture.edges).toHaveLength(new Set(between).size)
}

function expectTidy({ nodes, edges, width, height }: NetworkGraph): void {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  for (const node of nodes) {
    const around = node.parent === null ? { x: 0, y: 0, width, height } : byId.get(node.parent)
    expect(around, node.id).toBeDefined()
    if (!around) continue
    expect(node.x).toBeGreaterThanOrEqual(around.x)
    expect(node.y).toBeGreaterThanOrEqual(around.y)
    expect(node.x + node.width).toBeLessThanOrEqual(around.x + around.width + 0.2)
    expect(node.y + node.height).toBeLessThanOrEqual(around.y + around.height + 0.2)
  }
  for (const { from, to, points } of edges) {
    const [source, target] = [byId.get(from), byId.get(to)]
    if (!source || !target) throw new Error(`${from} > ${to} has an end that is not there.`)
    expect(points[0]?.y).toBeCloseTo(source.y + source.height, 0)
    expect(points.at(-1)?.y).toBeCloseTo(target.y, 0)
  }
}

describe('any network', () => {
  const choice = fc.oneof(fc.constant('all' as const), fc.array(fc.nat({ max: 20 })))

  it('loses no layer and no edge, whatever is open', () => {
    fc.assert(
      fc.property(anyNetwork, choice, (network, chosen) => {
        const blocks = [...layersOfBlocks(blockTree(layerGraph(network.layers)), network.layers).keys()]
        const open: OpenBoxes = chosen === 'all' ? chosen : chosen.flatMap((place) => blocks[place] ?? [])
        const picture = pictureOf(network, open)
        expectWhole(network, picture)
        expectTidy(picture)
      }),
      { numRuns: 150 },
    )
  })

  it('is the network of its layers with all open', () => {
    fc.assert(
      fc.property(anyNetwork, (network) => {
        const { nodes, edges } = pictureOf(network, 'all')
        const layers = nodes.filter(({ open }) => !open).map(({ id }) => id)
        expect(layers.toSorted()).toEqual(network.layers.map(({ name }) => name).toSorted())
        const inbound = network.layers.flatMap(({ name, inbound: all }) =>
          all.map((one) => `${one} > ${name}`),
        )
        expect(edges.map(({ from, to }) => `${from} > ${to}`).toSorted()).toEqual(inbound.toSorted())
      }),
      { numRuns: 100 },
    )
  })
})

describe("Keras' networks", () => {
  it.each(kerasNetworks)('%s is whole, folded', (id) => {
    const network = kerasNetwork(id)
    const picture = pictureOf(network, [])
    expectWhole(network, picture)
    expectTidy(picture)
    expect(picture.nodes.length).toBeLessThan(26)
  })

  it('fold ResNet50 and InceptionV3 into the blocks that repeat', () => {
    expect(foldedTitles('ResNet50')).toEqual([
      ...['input_layer', 'stem', 'conv2_block1', 'conv2_block2 – conv2_block3 ×2'],
      ...['conv3_block1', 'conv3_block2 – conv3_block4 ×3', 'conv4_block1', 'conv4_block2 – conv4_block6 ×5'],
      ...['conv5_block1', 'conv5_block2 – conv5_block3 ×2'],
    ])
    expect(foldedTitles('InceptionV3')).toEqual([
      ...['input_layer', 'stem', 'mixed0 – mixed2 ×3', 'mixed3', 'mixed4 – mixed7 ×4'],
      ...['mixed8', 'mixed9 – mixed10 ×2'],
    ])
  })

  it('fold the cells of NASNet, each of which takes in the two before it', () => {
    const picture = pictureOf(kerasNetwork('NASNetLarge'), [])
    const runs = picture.nodes.filter(({ times }) => times > 1)
    expect(runs.map(({ title }) => title)).toEqual([
      ...['cell_1 – cell_5 ×5', 'cell_8 – cell_12 ×5', 'cell_14 – cell_18 ×5'],
    ])
    expect(picture.edges.filter(({ to }) => to === runs[0]?.id)).toHaveLength(2)
  })

  it('open a block in its place', () => {
    const picture = pictureOf(kerasNetwork('ResNet50'), ['block:conv2_block1'])
    const inside = picture.nodes.filter(({ parent }) => parent === 'block:conv2_block1')
    expect(inside).toHaveLength(12)
    expect(picture.edges).toContainEqual(
      expect.objectContaining({ from: 'chain:stem', to: 'conv2_block1_1_conv', shape: '38 × 38 × 64' }),
    )
  })
})
