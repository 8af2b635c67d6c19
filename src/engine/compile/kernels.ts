import { tf } from '../tensorflow'
import type { Linear } from './steps'

/** @returns how many channels come out */
export function channelsOut({ kind, kernel }: Linear): number {
  const out = kernel.shape.at(-1) ?? 0
  return kind === 'depthwise' ? out * (kernel.shape.at(-2) ?? 0) : out
}

/** The same, with each channel that comes out times a number plus a number. */
export function scaledOut(
  linear: Linear,
  scale: Float64Array | undefined,
  offset: Float64Array | undefined,
): Linear {
  const { kind, kernel } = linear
  const shape = kind === 'depthwise' ? kernel.shape.slice(-2) : [channelsOut(linear)]
  return {
    ...linear,
    kernel: scale ? kernel.mul(floats(scale, shape)) : kernel,
    bias: sum(linear.bias && product(linear.bias, scale), offset),
  }
}

/** The same for channels that come in times a number. */
export function scaledIn(linear: Linear, scale: Float64Array): Linear {
  return { ...linear, kernel: linear.kernel.mul(floats(scale, [scale.length, 1])) }
}

/** The same for channels that come in plus a number, all over the map and around it. */
export function shiftedIn(linear: Linear, offset: Float64Array): Linear {
  const { kind, kernel } = linear
  const weighted = kernel.mul(floats(offset, [offset.length, 1]))
  const axes = kernel.shape.map((_, axis) => axis).slice(0, kind === 'depthwise' ? -2 : -1)
  return { ...linear, bias: sum(linear.bias, Float64Array.from(weighted.sum(axes).dataSync())) }
}

/** The same for channels that come in in reverse. */
export function reversedIn(linear: Linear): Linear {
  return { ...linear, kernel: tf.reverse(linear.kernel, -2) }
}

/** Number by number. */
export function product(a: Float64Array, b: Float64Array | undefined): Float64Array {
  return b ? a.map((number, index) => number * (b[index] ?? NaN)) : a
}

/** Number by number; undefined are zeros. */
export function sum(a: Float64Array | undefined, b: Float64Array | undefined): Float64Array | undefined {
  if (!a || !b) return a ?? b
  return a.map((number, index) => number + (b[index] ?? NaN))
}

function floats(values: Float64Array, shape: number[]): tf.Tensor {
  return tf.tensor(Float32Array.from(values), shape)
}
