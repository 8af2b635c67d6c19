import type { Classified, Network, Prediction } from '../../../shared/contract/predictions'
import { AppError, toAppError } from '../../../shared/errors'
import type { Front } from '../../front/front'
import { strings } from '../../strings'
import type { ShownPhoto } from './usePhotoStrip'

export interface Answer extends Pick<Classified, 'predictions' | 'ms'> {
  readonly network: Network
  /** The pretrained network, which is also what a run is built on. */
  readonly model: string
  /** Side in pixels of the square that the network saw. */
  readonly side: number
}

export type Outcome =
  | { readonly kind: 'waiting'; readonly loaded: boolean }
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'skipped'; readonly reason: string }
  | { readonly kind: 'failed'; readonly error: AppError }

/** The temporary ids of photos by their files, so that none is handed over twice. */
export type KnownAssets = WeakMap<ShownPhoto, string>

export interface Question {
  readonly front: Pick<Front, 'client' | 'offerPhoto'>
  readonly photo: ShownPhoto
  readonly network: Network
  readonly known: KnownAssets
  readonly signal: AbortSignal
}

/** Hands a photo over, asks what is in it, and tells how that goes; the last outcome is never `waiting`. */
export async function* askAbout(question: Question): AsyncGenerator<Outcome> {
  const { photo, known } = question
  const wasKnown = known.has(photo)
  try {
    yield* classify(question)
  } catch (thrown) {
    const error = toAppError(thrown)
    // The host keeps photos for a while only, and none when it is started anew.
    if (error.code !== 'not-found' || !wasKnown || !photo.file) {
      yield { kind: 'failed', error }
      return
    }
    known.delete(photo)
    yield* askAbout(question)
  }
}

async function* classify({ front, photo, network, known, signal }: Question): AsyncGenerator<Outcome> {
  yield { kind: 'waiting', loaded: false }
  const asset = await handOver(front, photo, known, signal)
  const events = front.client['photos.classify']({ assets: [asset], network, top: 5 }, { signal })
  let [model, side, told] = ['', 0, false]
  for await (const event of events) {
    if (event.type === 'started') {
      model = event.model
      side = event.input[0]
      yield { kind: 'waiting', loaded: true }
      continue
    }
    told = true
    if (event.type === 'skipped') yield { kind: 'skipped', reason: event.skipped.reason }
    else {
      const { ms } = event.result
      const predictions = event.result.predictions.map(readable)
      yield { kind: 'answered', answer: { network, model, side, predictions, ms } }
    }
  }
  if (!told) throw new AppError('internal', strings.errors.unexpected)
}

/** Hands a photo over to the host, once. @returns its temporary id */
export async function handOver(
  front: Pick<Front, 'offerPhoto'>,
  photo: ShownPhoto,
  known: KnownAssets,
  signal: AbortSignal,
): Promise<string> {
  const { file, name } = photo
  const before = known.get(photo) ?? photo.asset
  if (before !== undefined) return before
  if (!file) throw new AppError('bad-input', strings.errors.noFile)
  if (file.size === 0) throw new AppError('unreadable', strings.errors.empty(name))
  const asset = await front.offerPhoto(file, signal)
  known.set(photo, asset)
  return asset
}

/** ImageNet's names are written with underscores: `rock_beauty`; those of a project stay as they are. */
export function readable(prediction: Prediction): Prediction {
  return prediction.wnid ? { ...prediction, label: prediction.label.replaceAll('_', ' ') } : prediction
}
