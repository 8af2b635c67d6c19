import type { Skipped } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import type { ReadablePhoto } from '../photos/readable'
import type { Services } from '../services'
import { featuresFolder, runFolder } from './folder'
import { reportProgress } from './progress'
import { scoredBy, writeScores } from './scores'
import type { NewScore } from './scores'

/** So many scores are written at once: a job that is stopped keeps those before. */
const BATCH = 256

/**
 * Asks a run about those of the photos that it has said nothing of yet, and keeps what it says; also what it has said
 * until it was stopped.
 * @returns the photos that cannot be read
 * @throws AppError `cancelled`, or whatever the engine failed with
 */
export async function scorePhotos(
  { project, engine }: Services,
  run: number,
  photos: readonly ReadablePhoto[],
  context: JobContext,
): Promise<Skipped[]> {
  const scored = scoredBy(project.database, run)
  const asked = new Map(photos.filter(({ id }) => !scored.has(id)).map((photo) => [photo.path, photo]))
  if (asked.size === 0) return []
  const skipped: Skipped[] = []
  const news: NewScore[] = []
  const keep = (): void => writeScores(project.database, run, news.splice(0))
  const manifest = {
    folder: runFolder(project, run),
    features: featuresFolder(project),
    photos: [...asked.values()].map(({ path, hash }) => ({ path, hash })),
  }
  const client = await engine.client()
  try {
    for await (const event of client.score(manifest, { signal: context.stopSignal })) {
      if (event.type === 'progress') reportProgress(context, event)
      if (event.type === 'skipped') skipped.push(event.skipped)
      if (event.type !== 'scored') continue
      const photo = asked.get(event.path)
      if (!photo)
        throw new AppError('internal', `The engine scored ${event.path}, which it was not asked for.`)
      news.push({ photo: photo.id, hash: photo.hash, scores: event.scores })
      if (news.length >= BATCH) keep()
    }
  } finally {
    keep()
    project.changes.tell()
  }
  return skipped
}
