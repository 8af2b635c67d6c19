import { afterEach, describe, expect, it } from 'vitest'
import { buildModel } from '../../../src/engine/models/registry'
import { tf } from '../../../src/engine/tensorflow'
import { kerasIds, structures } from '../reference'

let model: tf.LayersModel | undefined

afterEach(() => {
  model?.dispose()
  model = undefined
})

function totals(network: tf.LayersModel) {
  return {
    name: network.name,
    inputShape: network.inputs[0]?.shape,
    outputShape: network.outputs[0]?.shape,
    totalParams: network.countParams(),
    trainableParams: network.trainableWeights.reduce(
      (sum, { shape }) => sum + tf.util.sizeFromShape(shape as number[]),
      0,
    ),
  }
}

/** @param nameOf how a layer before it is written */
function describeLayer(layer: tf.layers.Layer, nameOf: (layer: tf.layers.Layer) => string): string {
  const shape = (layer.outputShape as tf.Shape).slice(1).join(',')
  const inbound = layer.inboundNodes.flatMap(({ inboundLayers }) => inboundLayers).map(nameOf)
  return [layer.name, layer.getClassName(), shape, layer.countParams(), ...inbound].join(' ')
}

describe.each(kerasIds)('%s', (id) => {
  const reference = structures[id]

  it("has Keras' layers without its top at 150 × 150", () => {
    model = buildModel(id, { input: [150, 150], includeTop: false, pooling: 'none' })
    const { layers, ...expected } = reference.withoutTop
    const numbers = new Map(model.layers.map((layer, index) => [layer, `${index}`]))
    expect(model.layers.map((layer) => describeLayer(layer, (before) => numbers.get(before) ?? '?'))).toEqual(
      layers,
    )
    expect(totals(model)).toEqual(expected)
  })

  it("has Keras' totals and last layers with its top", () => {
    model = buildModel(id)
    const { lastLayers, ...expected } = reference.withTop
    const last = model.layers.slice(-lastLayers.length)
    expect(last.map((layer) => describeLayer(layer, ({ name }) => name))).toEqual(lastLayers)
    expect(totals(model)).toEqual(expected)
  })
})
