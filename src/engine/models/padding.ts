import type { tf } from '../tensorflow'
import type { Layers } from './layers'

/**
 * Pads a map so that a window of stride 2 and padding `valid` halves it, rounded up: the right and lower side get
 * half of the kernel, the left and upper one the same for an odd size, and one less for an even size.
 */
export function padToHalve(
  layers: Layers,
  x: tf.SymbolicTensor,
  kernel: number,
  name: string,
): tf.SymbolicTensor {
  const half = Math.floor(kernel / 2)
  const [, height = 0, width = 0] = x.shape.map((side) => side ?? 0)
  const before = (side: number): number => half - (side % 2 === 0 ? 1 : 0)
  const rows: [number, number] = [before(height), half]
  return layers.zeroPadding(x, [rows, [before(width), half]], name)
}
