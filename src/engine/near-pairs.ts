import type { z } from 'zod'
import type { nearEventSchema, nearPairsManifestSchema } from '../shared/contract/engine'
import { cancelled } from '../shared/errors'
import type { Device } from './device'
import { featureEvents } from './feature-events'
import type { FeatureTable } from './features/table'
import { inBatches } from './head/batches'
import { cosineDistance, rowOf } from './near-distance'
import { numbersOf } from './numbers'
import type { EngineParts } from './parts'
import { tf } from './tensorflow'

type Manifest = z.infer<typeof nearPairsManifestSchema>
type NearEvent = z.infer<typeof nearEventSchema>

/** Multiplications of a turn: a tenth or two of a second on two cores. */
const turnProducts = 2 ** 31
const blockSizes = { least: 256, most: 2048 }

/** What single precision may be wrong by; pairs that close to the limit are told by their exact distance. */
const rounding = 1e-5

/**
 * All pairs of photos whose features are at most `distance` apart (cosine), each once with `one` before `other`, as
 * they are found. What cannot be read is `skipped`.
 * @throws AppError `cancelled`; what `computeFeatures` throws
 */
export async function* nearPairs(
  parts: EngineParts,
  { base, features: folder, photos, distance }: Manifest,
  signal: AbortSignal,
): AsyncGenerator<NearEvent> {
  const table = yield* featureEvents(parts, { base, photos, folder, signal })
  try {
    yield* pairsOf({ device: parts.device, table, distance, signal })
  } finally {
    await table.close()
  }
}

interface Comparison {
  readonly device: Device
  readonly table: FeatureTable
  readonly distance: number
  readonly signal: AbortSignal
  /** Rows of a block; left out: as many as a turn has time for. */
  readonly rows?: number
}

/** Rows one after the other with their features. */
interface Block {
  readonly first: number
  readonly count: number
  readonly values: Float32Array
}

/** Compares block by block: memory holds two blocks and the products of their rows, however many photos there are. */
export async function* pairsOf(comparison: Comparison): AsyncGenerator<NearEvent> {
  const { table, signal } = comparison
  const blocks = inBatches([...table.photos.keys()], comparison.rows ?? fittingRows(table.size))
  const total = (blocks.length * (blocks.length + 1)) / 2
  let done = 0
  for (const [place, rows] of blocks.entries()) {
    const one = await blockOf(table, rows)
    for (const others of blocks.slice(place)) {
      const other = others === rows ? one : await blockOf(table, others)
      if (signal.aborted) throw cancelled()
      yield* pairsBetween(comparison, one, other)
      yield { type: 'progress', phase: 'comparing', done: ++done, total, unit: 'batches' }
    }
  }
}

function fittingRows(size: number): number {
  const fitting = Math.floor(Math.sqrt(turnProducts / size))
  return Math.min(blockSizes.most, Math.max(blockSizes.least, fitting))
}

async function blockOf(table: FeatureTable, rows: readonly number[]): Promise<Block> {
  return { first: rows[0] ?? 0, count: rows.length, values: await table.gather(rows) }
}

async function* pairsBetween(
  { device, table, distance, signal }: Comparison,
  one: Block,
  other: Block,
): AsyncGenerator<NearEvent> {
  const similarities = await device.turn('training', () => cosines(one, other, table.size))
  for (const place of atLeast(similarities, 1 - distance - rounding)) {
    const [a, b] = [Math.floor(place / other.count), place % other.count]
    // A block with itself: each pair once.
    if (one === other && b <= a) continue
    const apart = cosineDistance(rowOf(one.values, a, table.size), rowOf(other.values, b, table.size))
    if (apart > distance) continue
    if (signal.aborted) throw cancelled()
    const [first, second] = [table.photos[one.first + a] ?? 0, table.photos[other.first + b] ?? 0]
    yield { type: 'near', one: first, other: second, distance: apart }
  }
}

/** The places of the values that are as large. */
function atLeast(values: Float32Array, least: number): number[] {
  const places: number[] = []
  for (let place = 0; place < values.length; place++) {
    if ((values[place] as number) >= least) places.push(place)
  }
  return places
}

/** @returns the cosine of each row of the one with each of the other, row by row */
function cosines(one: Block, other: Block, size: number): Float32Array {
  return numbersOf(() => {
    const a = unitRows(one, size)
    return a.matMul(one === other ? a : unitRows(other, size), false, true)
  })
}

/** Rows of length 1; those of zeros stay zeros. */
function unitRows({ values, count }: Block, size: number): tf.Tensor2D {
  const rows = tf.tensor2d(values, [count, size])
  return rows.div(rows.square().sum(1, true).sqrt().maximum(1e-20))
}
