import { augment } from '../../pixels/augment'
import { augmentedVersion } from '../../pixels/augmented-version'
import type { Augmentation } from '../../shared/contract/training'

/** Which photos have rows beside their own: changed versions of them, numbered from 1 on. */
export interface Augmented {
  readonly augmentation: Augmentation
  /** Of the photos, the first so many; the others have none. */
  readonly photos: number
}

/** A row of a table: a photo by its place among those that were asked for, as it is (0) or changed. */
export interface WantedRow {
  readonly photo: number
  readonly version: number
}

/** The rows of photos, each photo's own before its changed ones. */
export function wantedRows(photos: number, augmented: Augmented | undefined): WantedRow[] {
  return Array.from({ length: photos }, (_, photo) => photo).flatMap((photo) => {
    const versions = augmented && photo < augmented.photos ? augmented.augmentation.versions : 0
    return Array.from({ length: 1 + versions }, (_, version) => ({ photo, version }))
  })
}

/** What a row is kept under. @param hash SHA-256 of the photo's content, in hex */
export function rowHash(hash: string, version: number, augmented: Augmented | undefined): string {
  if (version === 0 || !augmented) return hash
  return augmentedVersion(hash, augmented.augmentation, version).hash
}

/** A photo's pixels as a row has them. @param photo side × side × 3 bytes, and what `rowHash` takes */
export function rowPixels(
  photo: { readonly hash: string; readonly pixels: Uint8Array },
  side: number,
  version: number,
  augmented: Augmented | undefined,
): Uint8Array {
  if (version === 0 || !augmented) return photo.pixels
  const { seed } = augmentedVersion(photo.hash, augmented.augmentation, version)
  return augment(photo.pixels, { height: side, width: side }, augmented.augmentation, seed)
}
