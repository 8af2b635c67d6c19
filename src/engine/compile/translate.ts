import type { Preprocessing } from '../../shared/models'
import { caffeMeans, torchDeviations, torchMeans } from '../models/preprocessing'
import type { tf } from '../tensorflow'
import { layerSteps, unsupported } from './layer-steps'
import type { Step } from './steps'

/**
 * A layers model as steps, from the photos to what it gives.
 * @param preprocessing what is done with pixels of 0 to 255 first; left out, nothing
 * @throws AppError `unsupported`, naming the layer that cannot be compiled
 */
export function translate(model: tf.LayersModel, preprocessing?: Preprocessing): Step {
  const [input, ...others] = model.inputs
  const [output, ...more] = model.outputs
  const [layer] = model.layers
  if (!layer || !input || !output || others.length > 0 || more.length > 0) {
    throw unsupported({ layer: layer ?? model }, 'the network must have one input and one output')
  }
  const photos: Step = {
    name: 'photos',
    operation: { kind: 'input' },
    inputs: [],
    shape: sidesOf(input.shape),
  }
  const known = new Map<number, Step>([
    [input.id, preprocessing ? preprocess(photos, preprocessing) : photos],
  ])
  const visit = (tensor: tf.SymbolicTensor): Step => {
    const found = known.get(tensor.id)
    if (found) return found
    const inputs = tensor.inputs.map(visit)
    const step = layerSteps({ layer: tensor.sourceLayer, inputs, shape: sidesOf(tensor.shape) })
    known.set(tensor.id, step)
    return step
  }
  return visit(output)
}

/** The formulas of `preprocess` as steps. */
function preprocess(photos: Step, kind: Preprocessing): Step {
  const affine = (scale: readonly number[] | undefined, offset: readonly number[]): Step => ({
    name: 'preprocessing',
    operation: {
      kind: 'affine',
      ...(scale && { scale: Float64Array.from(scale) }),
      offset: Float64Array.from(offset),
    },
    inputs: [photos],
    shape: photos.shape,
  })
  const three = (value: number): number[] => [value, value, value]
  switch (kind) {
    case 'lite':
      return affine(three(1 / 128), three(-127 / 128))
    case 'tf':
      return affine(three(1 / 127.5), three(-1))
    case 'torch':
      return affine(
        torchDeviations.map((deviation) => 1 / 255 / deviation),
        torchMeans.map((mean, channel) => -mean / (torchDeviations[channel] ?? 1)),
      )
    case 'caffe': {
      // The means are in the order in which the channels are afterwards.
      const shifted = affine(undefined, caffeMeans.map((mean) => -mean).reverse())
      return { name: 'preprocessing', operation: { kind: 'reverse' }, inputs: [shifted], shape: photos.shape }
    }
  }
}

function sidesOf(shape: tf.Shape): number[] {
  return shape.slice(1).map((side) => side ?? -1)
}
