import { z } from 'zod'
import { AppError } from '../../shared/errors'
import { CustomScaleLayer } from '../models/customScaleLayer'
import type { tf } from '../tensorflow'
import type { Activation, Operation, Step, Window } from './steps'

/** A layer where it is applied. */
export interface Place {
  readonly layer: tf.layers.Layer
  readonly inputs: readonly Step[]
  /** Of what comes out, without the batch. */
  readonly shape: readonly number[]
}

const sides = z.tuple([z.int(), z.int()])
const borders = z.tuple([sides, sides])
const windowConfig = z.object({
  strides: sides,
  padding: z.enum(['same', 'valid']),
  dataFormat: z.literal('channelsLast').nullish(),
})
const convolutionConfig = windowConfig.extend({ dilationRate: sides, activation: z.string() })

/** What each kind of layer is made of, the first step first. */
const kinds: Record<string, (place: Place) => Operation[]> = {
  Conv2D: (place) => convolution(place, 'convolution'),
  DepthwiseConv2D: (place) => convolution(place, 'depthwise'),
  SeparableConv2D: separableConvolution,
  Dense: dense,
  BatchNormalization: normalization,
  Activation: (place) => activation(place, config(place, z.object({ activation: z.string() })).activation),
  ReLU: relu,
  Rescaling: rescaling,
  ZeroPadding2D: (place) => [{ kind: 'pad', borders: config(place, z.object({ padding: borders })).padding }],
  Cropping2D: (place) => [{ kind: 'crop', borders: config(place, z.object({ cropping: borders })).cropping }],
  MaxPooling2D: (place) => [pooling(place, 'max')],
  AveragePooling2D: (place) => [pooling(place, 'average')],
  GlobalMaxPooling2D: (place) => [globalPooling(place, 'max')],
  GlobalAveragePooling2D: (place) => [globalPooling(place, 'average')],
  Add: () => [{ kind: 'add' }],
  Concatenate: (place) => [{ kind: 'concatenate', axis: concatenated(place) }],
  Flatten: () => [{ kind: 'reshape' }],
  Reshape: () => [{ kind: 'reshape' }],
  // What only works while a network is trained.
  ...Object.fromEntries(
    [
      'Dropout',
      'SeededDropout',
      'AlphaDropout',
      'GaussianDropout',
      'GaussianNoise',
      'RandomBrightness',
      'RandomContrast',
      'RandomFlip',
      'RandomRotation',
      'RandomTranslation',
      'RandomZoom',
    ].map((kind) => [kind, () => []]),
  ),
}

/**
 * The steps of a layer when it predicts; the last is what the layer gives.
 * @throws AppError `unsupported`, naming the layer, for one that is not known
 */
export function layerSteps(place: Place): Step {
  const { layer, inputs } = place
  if (layer instanceof CustomScaleLayer) return scaledSum(place, layer.scale)
  const operations = kinds[layer.getClassName()]?.(place)
  const [first] = inputs
  if (!operations || !first) throw unsupported(place, 'there is no graph for its kind')
  const [head, ...rest] = operations
  if (!head) return first
  const step = (operation: Operation, from: readonly Step[]): Step => ({
    name: layer.name,
    operation,
    inputs: from,
    shape: place.shape,
  })
  return rest.reduce((before, operation) => step(operation, [before]), step(head, inputs))
}

function convolution(place: Place, kind: 'convolution' | 'depthwise'): Operation[] {
  const { dilationRate, activation: name, ...window } = config(place, convolutionConfig)
  const kernel = weight(place, kind === 'depthwise' ? 'depthwise_kernel' : 'kernel')
  return [
    { kind, kernel, window: { ...windowOf(window), dilations: dilationRate } },
    ...bias(place),
    ...activation(place, name),
  ]
}

function separableConvolution(place: Place): Operation[] {
  const { dilationRate, activation: name, ...window } = config(place, convolutionConfig)
  const across = { strides: [1, 1], padding: 'valid', dilations: [1, 1] } as const
  return [
    {
      kind: 'depthwise',
      kernel: weight(place, 'depthwise_kernel'),
      window: { ...windowOf(window), dilations: dilationRate },
    },
    { kind: 'convolution', kernel: weight(place, 'pointwise_kernel'), window: across },
    ...bias(place),
    ...activation(place, name),
  ]
}

function dense(place: Place): Operation[] {
  if (place.inputs[0]?.shape.length !== 1) throw unsupported(place, 'it is applied to maps')
  const { activation: name } = config(place, z.object({ activation: z.string() }))
  return [{ kind: 'dense', kernel: weight(place, 'kernel') }, ...bias(place), ...activation(place, name)]
}

function bias(place: Place): Operation[] {
  return hasWeight(place, 'bias') ? [{ kind: 'affine', offset: numbers(place, 'bias') }] : []
}

/** By the moving averages, as in every network that predicts. */
function normalization(place: Place): Operation[] {
  const { epsilon, axis } = config(place, z.object({ epsilon: z.number(), axis: z.int() }))
  if (axis !== -1 && axis !== place.shape.length) throw unsupported(place, `it normalises axis ${axis}`)
  const [means, variances] = [numbers(place, 'moving_mean'), numbers(place, 'moving_variance')]
  const gammas = hasWeight(place, 'gamma') ? numbers(place, 'gamma') : undefined
  const betas = hasWeight(place, 'beta') ? numbers(place, 'beta') : undefined
  const scale = variances.map((variance, index) => (gammas?.[index] ?? 1) / Math.sqrt(variance + epsilon))
  const offset = means.map((mean, index) => (betas?.[index] ?? 0) - mean * (scale[index] ?? NaN))
  return [{ kind: 'affine', scale, offset }]
}

const activations: Record<string, Activation | undefined> = {
  elu: 'Elu',
  relu: 'Relu',
  relu6: 'Relu6',
  selu: 'Selu',
  sigmoid: 'Sigmoid',
  softmax: 'Softmax',
  softplus: 'Softplus',
  softsign: 'Softsign',
  tanh: 'Tanh',
}

function activation(place: Place, name: string): Operation[] {
  if (name === 'linear') return []
  const known = activations[name]
  if (!known) throw unsupported(place, `there is no graph for its activation ${name}`)
  return [{ kind: 'activation', activation: known }]
}

function relu(place: Place): Operation[] {
  const { maxValue } = config(place, z.object({ maxValue: z.number().nullish() }))
  if (maxValue == null) return [{ kind: 'activation', activation: 'Relu' }]
  if (maxValue !== 6) throw unsupported(place, `it ends at ${maxValue}`)
  return [{ kind: 'activation', activation: 'Relu6' }]
}

function rescaling(place: Place): Operation[] {
  const { scale, offset } = config(place, z.object({ scale: z.number(), offset: z.number() }))
  return [{ kind: 'affine', scale: everywhere(place, scale), offset: everywhere(place, offset) }]
}

function pooling(place: Place, pool: 'max' | 'average'): Operation {
  const { poolSize, ...window } = config(place, windowConfig.extend({ poolSize: sides }))
  return { kind: 'pool', pool, size: poolSize, ...windowOf(window) }
}

function globalPooling({ shape }: Place, pool: 'max' | 'average'): Operation {
  return { kind: 'global pool', pool, keepsRank: shape.length > 1 }
}

function concatenated(place: Place): number {
  const { axis } = config(place, z.object({ axis: z.int() }))
  return axis < 0 ? place.shape.length + axis : axis - 1
}

function scaledSum(place: Place, scale: number): Step {
  const [entry, residual] = place.inputs
  if (!entry || !residual) throw unsupported(place, 'it takes two maps')
  const { name } = place.layer
  const operation = { kind: 'affine', scale: everywhere(place, scale) } as const
  const scaled: Step = { name, operation, inputs: [residual], shape: residual.shape }
  return {
    name,
    operation: { kind: 'add' },
    inputs: [entry, scale === 1 ? residual : scaled],
    shape: place.shape,
  }
}

function windowOf({ strides, padding }: z.output<typeof windowConfig>): Window {
  return { strides, padding }
}

function everywhere({ shape }: Place, value: number): Float64Array {
  return new Float64Array(shape.at(-1) ?? 0).fill(value)
}

/** @throws AppError `unsupported` where a layer is set up in a way for which there is no graph */
function config<T>(place: Place, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(place.layer.getConfig())
  if (parsed.success) return parsed.data
  const settings = parsed.error.issues.map(({ path }) => path.join('.')).join(', ')
  throw unsupported(place, `there is no graph for how ${settings} is set`)
}

function hasWeight({ layer }: Place, name: string): boolean {
  return layer.weights.some((found) => nameOf(found) === name)
}

/** A weight itself, which stays the layer's. */
function weight(place: Place, name: string): tf.Tensor {
  const found = place.layer.weights.find((found) => nameOf(found) === name)
  if (!found) throw unsupported(place, `it has no ${name}`)
  return found.read()
}

/** Without the layer's name, which is left out where a layer was built before it was applied. */
function nameOf({ originalName }: tf.LayerVariable): string | undefined {
  return originalName.split('/').at(-1)
}

function numbers(place: Place, name: string): Float64Array {
  return Float64Array.from(weight(place, name).dataSync())
}

export function unsupported({ layer }: Pick<Place, 'layer'>, why: string): AppError {
  const kind = layer.getClassName()
  return new AppError('unsupported', `The layer ${layer.name} (${kind}) cannot be compiled: ${why}.`, {
    layer: layer.name,
    kind,
  })
}
