import { product, reversedIn, scaledIn, scaledOut, shiftedIn, sum } from './kernels'
import { is, isLinear, rewrite } from './steps'
import type { Activation, AffineStep, Borders, LinearStep, Padding, PoolStep, Sides, Step } from './steps'

/**
 * The same network in fewer steps: normalisations, scales, padding and reversed channels become part of the steps beside
 * them wherever that is exact. New kernels belong to the scope of tensors that it runs in.
 */
export function fold(last: Step): Step {
  return [intoBefore, reverseIntoAfter, intoAfter, padIntoAfter, skipForPool, maximumForRelu].reduce(
    (step, rule) => rewrite(step, rule),
    last,
  )
}

type Rule = Parameters<typeof rewrite>[1]

const nearlyShut = 1e-6
const neverNegative = new Set<Activation>(['Maximum', 'Relu', 'Relu6', 'Sigmoid', 'Softmax', 'Softplus'])

/** A scale and an offset after another one or after a linear operation. */
const intoBefore: Rule = (step, isOnlyUse) => {
  const [before] = step.inputs
  if (!is(step, 'affine') || !before || !isOnlyUse(before)) return step
  const { scale, offset } = step.operation
  if (isLinear(before)) return { ...before, operation: scaledOut(before.operation, scale, offset) }
  if (!is(before, 'affine')) return step
  const first = before.operation
  return {
    ...step,
    inputs: before.inputs,
    operation: {
      kind: 'affine',
      scale: first.scale ? product(first.scale, scale) : scale,
      offset: sum(first.offset && product(first.offset, scale), offset),
    },
  }
}

/** Reversed channels, also those of a map that is padded in between. */
const reverseIntoAfter: Rule = (step, isOnlyUse) => {
  const [before] = step.inputs
  if (is(step, 'pad') && is(before, 'reverse') && isOnlyUse(before)) {
    return { ...before, name: before.name, inputs: [{ ...step, inputs: before.inputs }], shape: step.shape }
  }
  if (!is(before, 'reverse') || !isLinear(step) || step.operation.kind === 'depthwise') return step
  return { ...step, inputs: before.inputs, operation: reversedIn(step.operation) }
}

/** A scale and an offset before a linear operation; where zeros lie around the map, the scale alone. */
const intoAfter: Rule = (step, isOnlyUse) => {
  const [before] = step.inputs
  if (!isLinear(step) || !before || !isOnlyUse(before)) return step
  if (is(before, 'affine')) {
    return seesZerosAround(step) ? scaleIntoAfter(step, before, (map) => map) : affineIntoAfter(step, before)
  }
  const [padded] = before.inputs
  if (!is(before, 'pad') || !is(padded, 'affine') || !isOnlyUse(padded)) return step
  return scaleIntoAfter(step, padded, (map) => ({ ...before, inputs: [map] }))
}

function affineIntoAfter(step: LinearStep, affine: AffineStep): Step {
  const { scale, offset } = affine.operation
  // The bias is made with the kernel as it is for what comes in after the scale.
  const { bias } = offset ? shiftedIn(step.operation, offset) : step.operation
  const { kernel } = scale ? scaledIn(step.operation, scale) : step.operation
  return { ...step, inputs: affine.inputs, operation: { ...step.operation, kernel, bias } }
}

/**
 * What is added is added before everything is scaled; not where a channel is shut, or nearly.
 * @param around gives what lies between the two
 */
function scaleIntoAfter(step: LinearStep, affine: AffineStep, around: (map: Step) => Step): Step {
  const { scale, offset } = affine.operation
  const [map] = affine.inputs
  if (!map || !scale || scale.some((number) => Math.abs(number) < nearlyShut)) return step
  const inverse = scale.map((number) => 1 / number)
  const shifted: Step = {
    ...affine,
    operation: { kind: 'affine', offset: offset && product(offset, inverse) },
  }
  return { ...step, inputs: [around(offset ? shifted : map)], operation: scaledIn(step.operation, scale) }
}

function seesZerosAround({ operation: { kernel, window } }: LinearStep): boolean {
  if (!window || window.padding === 'valid') return false
  const [height, width] = kernel.shape
  const isPoint = height === 1 && width === 1
  return !(window.padding === 'same' && isPoint)
}

/** Zeros around a map before a window moves over it. */
const padIntoAfter: Rule = (step) => {
  const [before] = step.inputs
  const [map] = before?.inputs ?? []
  if (!is(before, 'pad') || !map) return step
  if (isLinear(step)) return padIntoLinear(step, map, before.operation.borders)
  return is(step, 'pool') ? padIntoMaximum(step, map, before.operation.borders) : step
}

function padIntoLinear(step: LinearStep, map: Step, borders: Borders): Step {
  const { kind, kernel, window } = step.operation
  if (window?.padding !== 'valid') return step
  const [height = 1, width = 1] = kernel.shape
  const [down, right] = window.dilations
  const reach: Sides = [(height - 1) * down + 1, (width - 1) * right + 1]
  const padding = asPadding(borders, map.shape, reach, window.strides)
  // oneDNN's depthwise convolution ends the process when it is given borders.
  if (kind === 'depthwise' && padding !== 'same') return step
  return { ...step, inputs: [map], operation: { ...step.operation, window: { ...window, padding } } }
}

/** The highest of numbers that are not negative stays the same without the zeros, as long as it sees one of them. */
function padIntoMaximum(step: PoolStep, map: Step, borders: Borders): Step {
  const { pool, padding, size, strides } = step.operation
  const sees = borders.every((border, side) => border.every((zeros) => zeros < (size[side] ?? 0)))
  if (pool !== 'max' || padding !== 'valid' || !sees || !isNeverNegative(map)) return step
  const operation = { ...step.operation, padding: asPadding(borders, map.shape, size, strides) }
  return { ...step, inputs: [map], operation }
}

/** `same` where TensorFlow would put as many zeros in the same places. */
function asPadding(borders: Borders, shape: readonly number[], size: Sides, strides: Sides): Padding {
  const isSame = borders.every(([before, after], side) => {
    const [length = 0, window = 0, stride = 1] = [shape[side], size[side], strides[side]]
    const total = Math.max((Math.ceil(length / stride) - 1) * stride + window - length, 0)
    return before === Math.floor(total / 2) && after === total - before
  })
  return isSame ? 'same' : borders
}

function isNeverNegative(step: Step): boolean {
  if (is(step, 'activation')) return neverNegative.has(step.operation.activation)
  const passes = ['pool', 'pad', 'crop', 'skip', 'concatenate', 'add', 'reshape'].includes(
    step.operation.kind,
  )
  return passes && step.inputs.every(isNeverNegative)
}

/** A pooling that looks at one number each. */
const skipForPool: Rule = (step) => {
  if (!is(step, 'pool') || typeof step.operation.padding !== 'string') return step
  const { size, strides } = step.operation
  return size[0] === 1 && size[1] === 1 ? { ...step, operation: { kind: 'skip', strides } } : step
}

/**
 * TensorFlow's own optimizer fuses convolution, sum and ReLU without looking whether others need the sum, fails, and
 * gives up all of its fusions; it does not see the same computation by another operation.
 */
const maximumForRelu: Rule = (step, isOnlyUse) => {
  const [sum] = step.inputs
  if (!is(step, 'activation') || step.operation.activation !== 'Relu') return step
  if (!is(sum, 'add') || isOnlyUse(sum)) return step
  return { ...step, operation: { kind: 'activation', activation: 'Maximum' } }
}
