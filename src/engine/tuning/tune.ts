import type { Base, TrainEvent, TrainManifest } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import type { FineTune } from '../../shared/contract/training'
import { toAppError } from '../../shared/errors'
import type { HeadOutcome, HeadTraining } from '../head/train'
import { trainHead } from '../head/train'
import type { EngineParts } from '../parts'
import { summarize } from '../summary'
import type { tf } from '../tensorflow'
import { photoTable } from '../training-table'
import type { PhotoTable } from '../training-table'
import { cutBefore } from './cuts'
import { tunedNetwork } from './network'
import type { TunedNetwork } from './network'

export interface Tuning {
  readonly manifest: TrainManifest
  readonly fineTune: FineTune
  readonly base: Base
  /** Taken over. */
  readonly head: tf.LayersModel
  /** What the head's own epochs gave. */
  readonly before: Pick<HeadOutcome, 'epochs'> & Partial<Pick<HeadOutcome, 'best'>>
  /** What the head's features told could not be read; what cannot be read now is added. */
  readonly skipped: Skipped[]
  readonly rowsOf: (table: PhotoTable) => Pick<HeadTraining, 'train' | 'val'>
  readonly common: Pick<HeadTraining, 'checkpoints' | 'from' | 'clock' | 'stop' | 'signal'>
}

export interface Tuned {
  readonly network: TunedNetwork
  readonly outcome: HeadOutcome
  /** With its cut. */
  readonly base: Base
}

/**
 * Where a base is cut, so that its last blocks can learn; no weights are needed to tell.
 * @throws AppError `unsupported`, `bad-input`: `cutBefore`
 */
export function cutOf({ model, input }: Base, { blocks }: FineTune): string {
  return cutBefore(model, summarize({ id: model, top: false, input: [input, input] }).layers, blocks)
}

/**
 * Lets the last blocks of a base learn together with a head that was trained on it: what the rest of the base gives is
 * computed once and kept like features.
 * @returns null where it was stopped before it could begin: then the head is as it was, and the caller's again
 * @throws AppError `cancelled` and what `trainHead` throws; the head is freed then
 */
export async function* fineTune(
  parts: EngineParts,
  tuning: Tuning,
  cut: string,
): AsyncGenerator<TrainEvent, Tuned | null> {
  const { base: plain, head } = tuning
  const base = { ...plain, cut }
  let network: TunedNetwork | undefined
  let table: PhotoTable | null = null
  try {
    table = yield* frontTable(parts, tuning, base)
    if (!table) return null
    const layers = await parts.networks.layersBase(plain)
    network = tunedNetwork(layers, cut, head, tuning.manifest.classes.length)
    return { network, base, outcome: yield* learn(parts, tuning, network, table) }
  } catch (thrown) {
    const held = network ?? head
    held.dispose()
    throw thrown
  } finally {
    await table?.close()
  }
}

function learn(
  { device }: EngineParts,
  { manifest, fineTune: wished, before, common, rowsOf }: Tuning,
  { learner }: TunedNetwork,
  table: PhotoTable,
): AsyncGenerator<TrainEvent, HeadOutcome> {
  const { epochs, learningRate } = wished
  return trainHead({
    ...{ device, table, learner, ...rowsOf(table), ...common },
    settings: { ...manifest.settings, epochs, learningRate },
    ...{ phase: 'fine-tune', before: before.epochs },
    ...(before.best && { start: before.best }),
  })
}

/** What the part of the base that stays gives; null where the user stops while it is computed. */
async function* frontTable(
  parts: EngineParts,
  { manifest, common, skipped }: Tuning,
  base: Base,
): AsyncGenerator<TrainEvent, PhotoTable | null> {
  const { features: folder, settings, train, val } = manifest
  const photos = [...train, ...val].map(({ path, hash }) => ({ path, hash }))
  const { stop, signal } = common
  try {
    const events = photoTable(parts, {
      ...{ base, photos, folder, signal: AbortSignal.any([signal, stop]) },
      learning: { ...settings, photos: train.length },
    })
    for (;;) {
      const { value, done } = await events.next()
      if (done) return value
      if (value.type !== 'skipped') yield value
      // The head's features may have been there already, and their photos gone since.
      else if (!skipped.some(({ path }) => path === value.skipped.path)) {
        skipped.push(value.skipped)
        yield value
      }
    }
  } catch (thrown) {
    if (toAppError(thrown).code === 'cancelled' && stop.aborted && !signal.aborted) return null
    throw thrown
  }
}
