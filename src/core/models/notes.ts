import type { ModelId } from '../../shared/models'
import type { WeightsManifest } from '../../shared/weights-manifest'
import { hasPublishedHashes } from './published-files'

/** What is out of the ordinary with installed weights, for people; null where nothing is. */
export function noteOn(
  id: ModelId,
  { hasTop, source }: Pick<WeightsManifest, 'hasTop' | 'source'>,
): string | null {
  const notes = [
    !source.published && originNote(id, source.name),
    !hasTop && 'They come without the top: good for training, not for classifying.',
  ].filter((note) => note !== false)
  return notes.length > 0 ? notes.join(' ') : null
}

function originNote(id: ModelId, name: string): string {
  return hasPublishedHashes(id)
    ? `${name} is not a file that Keras publishes for ${id}: what it answers is up to whoever made it.`
    : `Keras publishes no hashes of ${id}'s files, so ${name} could not be compared with them.`
}
