import { realpath, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Skipped } from '../../shared/contract/photos'
import { AppError, toAppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import { DATABASE_NAME, projectFolders } from '../project'
import type { Project } from '../project'
import { walkPhotos } from './walk'
import type { FoundPhoto } from './walk'

/** A folder with what was found in it. */
export interface Source {
  readonly folder: string
  readonly photos: readonly FoundPhoto[]
}

/**
 * Finds the photos of folders, each folder once, in the order in which they are named; what belongs to the project
 * itself is passed over. Adds what is no photo to `skipped`.
 * @throws AppError `not-found` or `bad-input` for a source that is no folder, `denied` for one that cannot be opened
 */
export async function findPhotos(
  project: Project,
  named: readonly string[],
  { stopSignal, progress }: Pick<JobContext, 'stopSignal' | 'progress'>,
  skipped: Skipped[],
): Promise<Source[]> {
  const folders = [...new Set(named.map((source) => resolve(source)))]
  for (const folder of folders) await assertFolder(folder)
  const isOmitted = await ownFiles(project)
  const sources: Source[] = []
  let before = 0
  for (const folder of folders) {
    const onFolder = (found: number): void =>
      progress({ phase: 'Looking for photos', done: before + found, total: null, unit: 'photos' })
    const walked = await walkPhotos(folder, { isOmitted, signal: stopSignal, onFolder }).catch(
      (thrown: unknown) => {
        throw toAppError(thrown)
      },
    )
    before += walked.photos.length
    skipped.push(...walked.skipped)
    sources.push({ folder, photos: walked.photos })
  }
  return sources
}

async function assertFolder(source: string): Promise<void> {
  const status = await stat(source).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw toAppError(thrown)
    throw new AppError('not-found', `There is no folder ${source}: check the path.`, { path: source }, thrown)
  })
  if (status.isDirectory()) return
  throw new AppError(
    'bad-input',
    `A folder of photos is expected, and ${source} is a file: name the folder that it is in.`,
    { path: source },
  )
}

/** Tells, by real path, what the project itself keeps in its folder: none of that is anybody's photo. */
async function ownFiles(project: Project): Promise<(realPath: string) => boolean> {
  const real = await realpath(project.folder)
  const names = [
    ...projectFolders,
    DATABASE_NAME,
    `${DATABASE_NAME}-wal`,
    `${DATABASE_NAME}-shm`,
    'headstart.lock',
  ]
  const own = new Set(names.map((name) => join(real, name)))
  return (path) => own.has(path)
}
