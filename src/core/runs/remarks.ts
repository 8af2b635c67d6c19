import type { TrainManifest } from '../../shared/contract/engine'
import type { Skipped } from '../../shared/contract/photos'
import type { Epoch } from '../../shared/contract/training'

/**
 * What people should know of a training that ended well, and what to do about it: a class with a single photo to learn from,
 * and that nothing could be checked.
 * @param skipped what could not be read
 */
export function remarksOn(
  { classes, train, val }: Pick<TrainManifest, 'classes' | 'train' | 'val'>,
  epochs: readonly Pick<Epoch, 'valAccuracy'>[],
  skipped: readonly Skipped[],
): string[] {
  const gone = new Set(skipped.map(({ path }) => path))
  const learned = train.filter(({ path }) => !gone.has(path))
  const single = classes.filter((_, label) => learned.filter((photo) => photo.label === label).length === 1)
  const names = single.map((name) => `"${name}"`).join(', ')
  return [
    ...(single.length > 0
      ? [`There was only one photo of ${names} to learn from: label more of it, then train again.`]
      : []),
    ...(epochs.at(-1)?.valAccuracy === null ? [unchecked(val.length)] : []),
  ]
}

function unchecked(photos: number): string {
  const nobodyKnows = 'so nothing tells how good this run is on new photos'
  return photos === 0
    ? `No photos were kept for validation, ${nobodyKnows}: split them again (\`headstart split\`), then train again.`
    : `None of the ${photos} validation photos could be read, ${nobodyKnows}: put the files back, import them again, ` +
        'then train again.'
}
