import { AppError } from '../../shared/errors'
import { resolveSettings } from '../model-input'
import type { Project } from '../project'
import { countTrainingPhotos } from './cached-photos'
import { leastNeeds } from './needs'
import { availableRoom, bytesInWords } from './room'
import type { Training } from './train'

/**
 * An error as it came; of a full disk, with what the training needs of it and what is free now.
 * @param training that ended with the error
 */
export async function withDiskNeeds(
  project: Project,
  { manifest, photoIds }: Pick<Training, 'manifest' | 'photoIds'>,
  error: AppError,
): Promise<AppError> {
  // Memory that ran out is told with the device that it is of.
  if (error.code !== 'no-space' || error.details?.['device'] !== undefined) return error
  const settings = resolveSettings(manifest.settings)
  const photos = (['train', 'val'] as const).flatMap((split) =>
    manifest[split].map((photo) => ({ ...photo, split, id: photoIds.get(photo.path) ?? 0 })),
  )
  const counts = countTrainingPhotos(project, settings, manifest.classes.length, photos)
  const { disk: needed } = leastNeeds(settings, counts)
  const { disk: free } = await availableRoom(project)
  const figures = `This training writes about ${bytesInWords(needed)} in all, and ${bytesInWords(free)} are free.`
  return new AppError(
    error.code,
    `${error.message} ${figures}`,
    { ...error.details, needed, free },
    error.cause,
  )
}
