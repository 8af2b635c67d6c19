import { augment } from '../../pixels/augment'
import { augmentedVersion } from '../../pixels/augmented-version'
import { encodePng } from '../../pixels/encode'
import { readPixels } from '../../pixels/read'
import type { AugmentedPicture } from '../../shared/picture-address'
import type { InTurn } from './original'

/**
 * A photo as a training sees one of its changed versions, as PNG.
 * @param photo absolute path, and the SHA-256 of its content when it was imported
 * @throws AppError `unreadable` with a reason; `cancelled`, from `inTurn`
 */
export function readAugmented(
  photo: { readonly path: string; readonly hash: string },
  { input, version, fit, interpolation, ...amounts }: AugmentedPicture,
  inTurn: InTurn,
): Promise<Buffer> {
  return inTurn(async () => {
    const size = { height: input, width: input }
    const pixels = await readPixels(photo.path, { ...size, fit, interpolation })
    const { seed } = augmentedVersion(photo.hash, amounts, version)
    return encodePng({ ...size, data: augment(pixels, size, amounts, seed) })
  })
}
