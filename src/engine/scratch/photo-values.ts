import { augment } from '../../pixels/augment'
import type { Augmentation } from '../../shared/contract/training'

/** How a photo is changed before it is learned from. */
export interface Change {
  readonly amounts: Augmentation
  readonly seed: number
}

/**
 * Writes a photo as a network from scratch takes it: its bytes, changed where that is wished, each divided by 255.
 * @param photo side × side × 3 bytes
 * @param target as many floats
 */
export function writePhotoValues(
  photo: Uint8Array,
  target: Float32Array,
  side: number,
  change: Change | null,
): void {
  const seen = change ? augment(photo, { height: side, width: side }, change.amounts, change.seed) : photo
  for (let at = 0; at < target.length; at++) target[at] = (seen[at] ?? 0) / 255
}
