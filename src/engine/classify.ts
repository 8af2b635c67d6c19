import type { z } from 'zod'
import type { engineClassifyEventSchema, engineClassifySchema } from '../shared/contract/engine'
import { AppError, cancelled } from '../shared/errors'
import type { Classifier } from './classifier'
import { decodeTop } from './models/decode'
import type { EngineParts } from './parts'
import { clock, inBatches } from './reading/photos'
import type { ReadPhoto, ReadPixels } from './reading/photos'
import { readFast } from './reading/thread'

type ClassifyRequest = z.output<typeof engineClassifySchema>
type ClassifyEvent = z.input<typeof engineClassifyEventSchema>

/** Of many photos, so many share a turn: enough for speed, few enough that another one does not wait long. */
const batchSize = 16

/**
 * Classifies photos in the order of their paths, in `photo` turns; what cannot be read is told as `skipped`.
 * @throws AppError `not-found` for an unknown network or run; `cancelled`
 */
export async function* classify(
  { device, networks, photoThread }: EngineParts,
  { network, paths, top, fit, interpolation }: ClassifyRequest,
  signal: AbortSignal,
): AsyncGenerator<ClassifyEvent, void, undefined> {
  using lease = await device.turn('photo', () => networks.classifier(network))
  const classifier = lease.value
  const [height, width, channels] = classifier.inputShape
  yield { type: 'ready', model: classifier.model, input: [height, width, channels] }
  const rule = {
    fit: fit ?? classifier.rule.fit,
    interpolation: interpolation ?? classifier.rule.interpolation,
  }
  const photos = readFast(photoThread, { paths, options: { height, width, ...rule } }, signal)
  for await (const batch of inBatches(photos, batchSize)) {
    if (signal.aborted) throw cancelled()
    const read = batch.filter((photo): photo is ReadPixels => 'pixels' in photo)
    const scores = await device.turn('photo', () => scoresOf(classifier, read))
    yield* eventsOf(batch, scores, classifier, top)
  }
}

function scoresOf(classifier: Classifier, photos: readonly ReadPixels[]): Float32Array {
  if (photos.length === 0) return new Float32Array()
  const pixels = photos.map((photo) => photo.pixels)
  const scores = classifier.scoresOfBytes(pixels)
  if (!scores.some(Number.isNaN)) return scores
  throw new AppError(
    'bad-input',
    `${classifier.model} answers with what is no number: its weights are of no use, import or download others.`,
    { model: classifier.model },
  )
}

/** @param scores of those photos of the batch that could be read */
function* eventsOf(
  batch: readonly ReadPhoto[],
  scores: Float32Array,
  { classes }: Classifier,
  top: number,
): Generator<ClassifyEvent, void, undefined> {
  const answered = clock()
  let row = 0
  for (const photo of batch) {
    if ('skipped' in photo) {
      yield { type: 'skipped', skipped: photo.skipped }
      continue
    }
    const own = scores.subarray(row * classes.length, (row + 1) * classes.length)
    const predictions = decodeTop(own, classes, top)
    const ms = answered - photo.started
    yield { type: 'classified', result: { path: photo.path, predictions, ms } }
    row += 1
  }
}
