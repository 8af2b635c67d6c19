import type { ImportSettings } from '../../shared/contract/photos'
import { AppError } from '../../shared/errors'
import type { Services } from '../services'
import type { Uploads } from '../uploads'
import { importPhotos } from './import'

/**
 * Begins an import as a job. Photos that were sent here are gone from where they waited when it has ended.
 * @throws AppError `bad-input` where there is nothing to import, `not-found` for an upload of which no photo came
 */
export async function startImport(
  { project, jobs }: Pick<Services, 'project' | 'jobs'>,
  uploads: Uploads,
  settings: ImportSettings,
): Promise<{ job: number }> {
  const { sources, upload, arrays } = settings
  if (sources.length === 0 && upload === undefined && arrays === undefined) {
    throw new AppError('bad-input', 'Nothing was named to be imported: choose a folder of photos, or photos.')
  }
  if (upload === undefined) {
    return { job: jobs.start('import', (context) => importPhotos(project, settings, context)) }
  }
  const { folder, discard } = await uploads.take(upload)
  const job = jobs.start('import', (context) =>
    importPhotos(project, settings, context, folder).finally(discard),
  )
  return { job }
}
