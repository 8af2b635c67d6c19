import { extname } from 'node:path'
import { cancelled, toAppError } from '../../shared/errors'
import { readPixels } from '../../pixels/read'
import { withBatch } from '../batch'
import type { Classifier } from '../classifier'
import type { Device } from '../device'

/** A photo that travels with an export. */
export interface Sample {
  /** Where it lies. */
  readonly path: string
  /** Where it goes, relative to the export, with `/`. */
  readonly file: string
  readonly label: string
  readonly pixels: Uint8Array
  /** What the application itself gives. */
  readonly scores: readonly number[]
}

/** The photos that can be read, as the network sees them, with the application's own scores. */
export async function readSamples(
  device: Device,
  classifier: Classifier,
  photos: readonly { readonly path: string; readonly label: string }[],
  signal: AbortSignal,
): Promise<Sample[]> {
  const [height, width] = classifier.inputShape
  const samples: Sample[] = []
  for (const { path, label } of photos) {
    if (signal.aborted) throw cancelled()
    const pixels = await readable(path, { height, width, ...classifier.rule })
    if (pixels === null) continue
    const scores = await device.turn('training', () => scoresOf(classifier, pixels))
    const file = `samples/${samples.length + 1}${extname(path).toLowerCase()}`
    samples.push({ path, file, label, pixels, scores: [...scores] })
  }
  return samples
}

/** The application's own probabilities of one photo. */
export function scoresOf(classifier: Classifier, pixels: Uint8Array): Float32Array {
  return withBatch([pixels], classifier.inputShape, (batch) => classifier.scores(batch))
}

/** Null for a photo that is gone or broken: an export does without it. */
async function readable(path: string, options: Parameters<typeof readPixels>[1]): Promise<Uint8Array | null> {
  try {
    return await readPixels(path, options)
  } catch (thrown) {
    const { code } = toAppError(thrown)
    if (code === 'unreadable' || code === 'not-found' || code === 'denied') return null
    throw thrown
  }
}
