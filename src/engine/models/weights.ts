import { AppError } from '../../shared/errors'
import type { tf } from '../tensorflow'

/**
 * Sets every weight of a model from tensors named `layer/weight`, copying them; tensors that the model has no place
 * for, such as those of a top that was left out, are not used. Nothing is set unless everything fits.
 * @throws AppError `bad-input` naming the first layer that misses a weight or has another shape
 */
export function setWeightsByName(model: tf.LayersModel, tensors: tf.NamedTensorMap): void {
  const assignments = model.layers
    .filter((layer) => layer.weights.length > 0)
    .map((layer) => ({ layer, values: layer.weights.map((weight) => valueFor(layer, weight, tensors)) }))
  for (const { layer, values } of assignments) layer.setWeights(values)
}

function valueFor(layer: tf.layers.Layer, weight: tf.LayerVariable, tensors: tf.NamedTensorMap): tf.Tensor {
  // TensorFlow makes names unique in the process; the original one is the same in every copy of a model.
  const name = weight.originalName
  const value = tensors[name]
  if (value && sameShape(value.shape, weight.shape)) return value
  throw new AppError(
    'bad-input',
    `Layer ${layer.name} expects ${name} of shape [${weight.shape.join(', ')}], and the weights have ` +
      `${value ? `shape [${value.shape.join(', ')}]` : 'none of that name'}: take the weights of this network.`,
    { layer: layer.name, weight: name, expected: weight.shape, found: value?.shape ?? null },
  )
}

function sameShape(a: readonly (number | null)[], b: readonly (number | null)[]): boolean {
  return a.length === b.length && a.every((side, index) => side === b[index])
}
