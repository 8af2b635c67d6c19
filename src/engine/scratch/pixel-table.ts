import { augmentedVersion } from '../../pixels/augmented-version'
import type { TrainSettings } from '../../shared/contract/training'
import { FeatureCache } from '../features/cache'
import { locateRows } from '../features/compute'
import type { ComputeFeatures } from '../features/compute'
import { openTable } from '../features/table'
import type { FeatureTable } from '../features/table'
import type { TrainingTable } from '../head/learner'
import { writePhotoValues } from './photo-values'
import type { Change } from './photo-values'

/** Photos as a network from scratch takes them, with the rows that could be read. */
export interface PixelTable extends Pick<FeatureTable, 'photos' | 'close'>, TrainingTable {}

export interface PixelTableOptions {
  /** How photos are changed anew every epoch; null: not at all. */
  readonly augment: TrainSettings['augment']
  readonly seed: number
}

/**
 * The pixels of photos at the side of their base, kept like features, a byte a value; given as floats of 0 to 1, and with
 * augmentation another version in every epoch that is learned from.
 * @throws AppError `cancelled`, `no-space`
 */
export async function openPixels(request: ComputeFeatures, options: PixelTableOptions): Promise<PixelTable> {
  const { base, photos, folder } = request
  const side = base.input
  const bytes = side * side * 3
  const key = { ...base, pooling: 'none', weights: 'none', way: 'bytes' } as const
  const size = Math.ceil(bytes / Float32Array.BYTES_PER_ELEMENT)
  const cache = await FeatureCache.open(folder, key, size)
  const rows = await locateRows(cache, request, (read) => Promise.resolve(packed(read, size)))
  const table = await openTable({ shape: [size], ...rows })
  const changeOf = (row: number, epoch: number | null): Change | null => {
    const amounts = options.augment
    if (!amounts || epoch === null) return null
    const content = photos[table.photos[row] ?? 0]?.hash ?? ''
    return { amounts, seed: augmentedVersion(`${options.seed} ${content}`, amounts, epoch).seed }
  }
  return {
    shape: [side, side, 3],
    photos: table.photos,
    close: () => table.close(),
    async gather(wanted, { epoch }) {
      const kept = new Uint8Array((await table.gather(wanted)).buffer)
      const values = new Float32Array(wanted.length * bytes)
      for (const [place, row] of wanted.entries()) {
        const start = place * size * Float32Array.BYTES_PER_ELEMENT
        const own = kept.subarray(start, start + bytes)
        const target = values.subarray(place * bytes, (place + 1) * bytes)
        writePhotoValues(own, target, side, changeOf(row, epoch))
      }
      return values
    },
  }
}

/** Bytes as the rows of a cache, which holds floats: nothing ever computes with these. */
function packed(photos: readonly Uint8Array[], size: number): Float32Array {
  const rowBytes = size * Float32Array.BYTES_PER_ELEMENT
  const bytes = new Uint8Array(photos.length * rowBytes)
  for (const [place, pixels] of photos.entries()) bytes.set(pixels, place * rowBytes)
  return new Float32Array(bytes.buffer)
}
