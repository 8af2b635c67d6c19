import { modelFacts } from '../../shared/models'
import { buildModel } from '../models/registry'
import type { tf } from '../tensorflow'

/** A layer with weights, as a network wants it. */
export interface ExpectedLayer {
  readonly name: string
  /** What Keras 3 calls it in its files: its class, counted in the order of the layers. */
  readonly group: string
  /** In the order in which Keras keeps them: what is trained first. */
  readonly weights: readonly ExpectedWeight[]
}

export interface ExpectedWeight {
  /** `layer/weight`, such as `Conv1/kernel`. */
  readonly name: string
  readonly shape: readonly number[]
}

/** All that reading a file needs to know of a network; it can be sent to another thread. */
export interface ExpectedNetwork {
  readonly id: string
  /** With the top, in the network's order. */
  readonly layers: readonly ExpectedLayer[]
  /** How many of them, from the first, are left without the top. */
  readonly baseCount: number
}

/** @throws AppError `not-found` for an unknown network */
export function expectedNetwork(model: string): ExpectedNetwork {
  const { id } = modelFacts(model)
  const layers = expectedLayers(id, true)
  return { id, layers, baseCount: expectedLayers(id, false).length }
}

function expectedLayers(id: string, includeTop: boolean): ExpectedLayer[] {
  const network = buildModel(id, { includeTop })
  try {
    return describeLayers(network)
  } finally {
    network.dispose()
  }
}

/** The layers of a network that have weights. */
export function describeLayers(network: tf.LayersModel): ExpectedLayer[] {
  const counts = new Map<string, number>()
  return network.layers.flatMap((layer) => {
    const kind = snakeCase(layer.getClassName())
    const count = counts.get(kind) ?? 0
    counts.set(kind, count + 1)
    const weights = layer.weights.map(({ originalName, shape }) => ({
      name: originalName,
      shape: shape.map((side) => side ?? 0),
    }))
    const group = count === 0 ? kind : `${kind}_${count}`
    return weights.length === 0 ? [] : [{ name: layer.name, group, weights }]
  })
}

/** As keras/src/utils/naming.py does it: `DepthwiseConv2D` becomes `depthwise_conv2d`. */
export function snakeCase(name: string): string {
  return name
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
}
