import type { z } from 'zod'
import type { Skipped } from '../../shared/contract/photos'
import type { SimilarEvent, similarSettingsSchema } from '../../shared/contract/review'
import { AppError } from '../../shared/errors'
import { readPhotos } from '../photos/list'
import { readablePhotos } from '../photos/readable'
import { featuresFolder } from '../runs/folder'
import type { Services } from '../services'
import { comparingBase } from './base'

/**
 * The photos that look most like one, the nearest first, itself left out; features are computed where there are none.
 * @throws AppError `not-found` for a photo that is not there, `bad-input` for one that cannot be read
 */
export async function* findSimilar(
  { project, engine }: Pick<Services, 'project' | 'engine'>,
  { photo: wanted, limit }: z.output<typeof similarSettingsSchema>,
  signal: AbortSignal,
): AsyncGenerator<SimilarEvent> {
  const photos = readablePhotos(project, 'all')
  const place = photos.findIndex(({ id }) => id === wanted)
  if (place < 0) throw notAmong(readPhotos(project, [wanted]).length > 0, wanted)
  const manifest = {
    base: comparingBase(),
    features: featuresFolder(project),
    photos: photos.map(({ path, hash }) => ({ path, hash })),
    photo: place,
    limit,
  }
  const distances = new Map<number, number>()
  const skipped: Skipped[] = []
  const client = await engine.client()
  for await (const event of client.nearest(manifest, { signal })) {
    if (event.type === 'progress') yield { type: 'progress', done: event.done, total: event.total }
    else if (event.type === 'skipped') skipped.push(event.skipped)
    else distances.set(photos[event.other]?.id ?? 0, event.distance)
  }
  const found = readPhotos(project, [...distances.keys()])
  yield {
    type: 'done',
    photos: found.map((photo) => ({ ...photo, distance: distances.get(photo.id) ?? 0 })),
    skipped,
  }
}

function notAmong(isThere: boolean, photo: number): AppError {
  return isThere
    ? new AppError(
        'bad-input',
        `Photo ${photo} cannot be read, so nothing can be like it: import it again.`,
        {
          photo,
        },
      )
    : new AppError(
        'not-found',
        `There is no photo ${photo} in this project: \`headstart images\` lists what there is.`,
        { photo },
      )
}
