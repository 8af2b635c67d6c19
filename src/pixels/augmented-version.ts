import { createHash } from 'node:crypto'
import type { Amounts } from './augment'

/** A changed version of a photo: what its features are kept under, and the seed of its changes. */
export interface AugmentedVersion {
  /** SHA-256 in hex of the photo's content, the amounts and the number. */
  readonly hash: string
  readonly seed: number
}

/**
 * A photo's changed version of a number, from 1 on. Content, amounts and number alone decide, so that every training finds
 * what an earlier one has computed, and what is shown before a training is what it learns from.
 * @param hash SHA-256 of the photo's content, in hex
 */
export function augmentedVersion(hash: string, amounts: Amounts, version: number): AugmentedVersion {
  const { flip, rotate, zoom, brightness, contrast } = amounts
  const text = JSON.stringify({ hash, flip, rotate, zoom, brightness, contrast, version })
  const digest = createHash('sha256').update(text).digest()
  return { hash: digest.toString('hex'), seed: digest.readUIntBE(0, 6) }
}
