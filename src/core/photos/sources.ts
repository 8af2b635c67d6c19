import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { Skipped } from '../../shared/contract/photos'
import { isPhotoName, unsupportedPhotoReason } from '../../pixels/photo-files'
import { formatOfFile } from '../../pixels/sniff'
import { AppError, toAppError } from '../../shared/errors'
import type { JobContext } from '../jobs/jobs'
import { DATABASE_NAME, projectFolders } from '../project'
import type { Project } from '../project'
import { walkPhotos } from './walk'
import type { FoundPhoto } from './walk'

/** A folder with what was found in it, or with the photos that were named one by one. */
export interface Source {
  readonly folder: string
  readonly photos: readonly FoundPhoto[]
  /** Where it was sent here and nobody needs it afterwards: what it is called, and the folder in which it waits. */
  readonly upload?: { readonly name: string; readonly folder: string }
}

/**
 * Finds the photos of folders, each folder once, in the order in which they are named; what belongs to the project
 * itself is passed over. Photos that are named themselves come after them, as photos of the folders that they lie in.
 * Adds what is no photo to `skipped`.
 * @throws AppError `not-found` for a source that is not there, `bad-input` for a file that is no photo, `denied` for a
 *   folder that cannot be opened
 */
export async function findPhotos(
  project: Project,
  named: readonly string[],
  { stopSignal, progress }: Pick<JobContext, 'stopSignal' | 'progress'>,
  skipped: Skipped[],
): Promise<Source[]> {
  const { folders, files } = await foldersAndFiles(named)
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
  return [...sources, ...byFolder(files)]
}

async function foldersAndFiles(
  named: readonly string[],
): Promise<{ folders: readonly string[]; files: readonly string[] }> {
  const folders: string[] = []
  const files: string[] = []
  for (const source of new Set(named.map((path) => resolve(path)))) {
    if (await isFolder(source)) folders.push(source)
    else files.push(source)
  }
  return { folders, files }
}

/** Whether a source is a folder; otherwise it is a photo. */
async function isFolder(source: string): Promise<boolean> {
  const status = await stat(source).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw toAppError(thrown)
    throw new AppError(
      'not-found',
      `There is no folder or photo ${source}: check the path.`,
      { path: source },
      thrown,
    )
  })
  if (status.isDirectory()) return true
  if (status.isFile() && (isPhotoName(source) || (await isPhotoInside(source)))) return false
  const reason = source.toLowerCase().endsWith('.npy')
    ? 'arrays of photos and labels come together, with --npy PHOTOS.npy LABELS.npy.'
    : (unsupportedPhotoReason(source) ?? 'name a photo, or the folder that it is in.')
  throw new AppError(
    'bad-input',
    `Folders of photos, or photos, are expected, and ${source} is neither: ${reason}`,
    { path: source },
  )
}

/** Whether a file whose name does not say so is a photo; one that cannot be opened says nothing. */
async function isPhotoInside(file: string): Promise<boolean> {
  return (await formatOfFile(file).catch(() => undefined)) !== undefined
}

/** Photos that were named one by one: none of the folders above them is meant as a class. */
function byFolder(files: readonly string[]): Source[] {
  const groups = Map.groupBy(files, (file) => dirname(file))
  return [...groups].map(([folder, paths]) => ({
    folder,
    photos: paths.map((path) => ({ path, relative: basename(path) })),
  }))
}

/**
 * Finds the photos that were sent here. One folder that was dropped by itself is the source, and gives it its name;
 * otherwise everything that was dropped together counts as one folder.
 * @param folder absolute path of the folder in which they wait
 */
export async function findUploaded(
  folder: string,
  { stopSignal }: Pick<JobContext, 'stopSignal'>,
  skipped: Skipped[],
): Promise<Source> {
  const entries = await readdir(folder, { withFileTypes: true })
  const only = entries.length === 1 && entries[0]?.isDirectory() ? entries[0].name : undefined
  const source = join(folder, only ?? '')
  const walked = await walkPhotos(source, { isOmitted: () => false, signal: stopSignal })
  const name = only ?? 'dropped'
  skipped.push(...walked.skipped.map(({ path, reason }) => ({ path: relative(folder, path), reason })))
  return { folder: source, photos: walked.photos, upload: { name, folder } }
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
