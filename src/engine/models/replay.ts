import { AppError } from '../../shared/errors'
import type { tf } from '../tensorflow'

/** What a layer's output has become where the network was applied to something else. */
export type Replayed = (tensor: tf.SymbolicTensor) => tf.SymbolicTensor

export interface ReplayOptions {
  /** Name of the layer whose output the input stands for; left out: the network's own input. */
  readonly after?: string
  /** Whether a layer is left out: what goes in comes out. */
  readonly skips?: (layer: tf.layers.Layer) => boolean
}

/**
 * Applies the layers of a model to another input, so that its graph is not nested in the one around it. They are shared,
 * weights and all; each counts one more use, which whoever disposes of the result takes back.
 * @throws AppError `internal` where something is asked for that lies before the input
 */
export function replay(
  model: tf.LayersModel,
  input: tf.SymbolicTensor,
  options: ReplayOptions = {},
): Replayed {
  const { after, skips = () => false } = options
  const replayed = new Map<number, tf.SymbolicTensor>()
  const outputOf: Replayed = (tensor) => {
    const found = replayed.get(tensor.id)
    if (found) return found
    throw new AppError(
      'internal',
      `Layer order of ${model.name}: ${tensor.name} is needed before it is there.`,
    )
  }
  const first = after === undefined ? 0 : model.layers.findIndex(({ name }) => name === after)
  if (first < 0) throw new AppError('internal', `${model.name} has no layer ${after ?? ''}.`)
  for (const [place, layer] of model.layers.slice(first).entries()) {
    const output = layer.output as tf.SymbolicTensor
    if (place === 0) replayed.set(output.id, input)
    else if (skips(layer)) replayed.set(output.id, outputOf(layer.input as tf.SymbolicTensor))
    else {
      const inputs = Array.isArray(layer.input) ? layer.input.map(outputOf) : outputOf(layer.input)
      replayed.set(output.id, layer.apply(inputs) as tf.SymbolicTensor)
    }
  }
  return outputOf
}
