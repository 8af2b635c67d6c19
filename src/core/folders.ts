import { existsSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { isPhotoName } from '../pixels/photo-files'
import type { FolderList } from '../shared/contract/projects'
import { AppError, toAppError } from '../shared/errors'
import { DATABASE_NAME } from './project'

/** Folders that are shown; who has more in one place will not look for one by scrolling. */
const MOST = 1000

const naturally = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * What a front without a dialog of its own shows to choose a folder from: the folders in a folder of this computer, without
 * hidden ones, as people sort them ("a 2" before "a 10").
 * @param folder absolute path; left out: the user's own folder
 * @param extensions endings of files that are to be listed as well, like `h5`
 * @throws AppError `bad-input` for a relative path or a file, `not-found`, `denied`
 */
export async function listFolders(
  folder = homedir(),
  extensions: readonly string[] = [],
): Promise<FolderList> {
  if (!isAbsolute(folder)) {
    throw new AppError('bad-input', `The whole path of a folder is expected, and ${folder} came.`, { folder })
  }
  const path = resolve(folder)
  const entries = await read(path)
  const visible = entries.filter(({ name }) => !name.startsWith('.'))
  const isFolder = await Promise.all(visible.map((entry) => leadsToFolder(path, entry)))
  const names = visible.filter((_, index) => isFolder[index]).map(({ name }) => name)
  names.sort(naturally.compare)
  const files = visible.filter((_, index) => !isFolder[index]).map(({ name }) => name)
  return {
    folder: path,
    parent: dirname(path) === path ? null : dirname(path),
    trail: trailTo(path),
    folders: names.slice(0, MOST).map((name) => described(join(path, name))),
    photos: files.filter(isPhotoName).length,
    arrays: sorted(files, ['npy']),
    files: sorted(files, extensions),
    isProject: isProject(path),
  }
}

async function read(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (thrown) {
    throw refusal(folder, thrown)
  }
}

function refusal(folder: string, thrown: unknown): AppError {
  const details = { folder }
  switch ((thrown as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return new AppError('not-found', `There is no folder ${folder}: choose another.`, details, thrown)
    case 'ENOTDIR':
      return new AppError('bad-input', `A folder is expected, and ${folder} is a file.`, details, thrown)
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'denied',
        `You may not look into ${folder}: choose another folder, or change its rights.`,
        details,
        thrown,
      )
    default:
      return toAppError(thrown)
  }
}

/** Those with one of the endings, in upper or lower case. */
function sorted(files: readonly string[], extensions: readonly string[]): string[] {
  const has = (name: string): boolean =>
    extensions.some((extension) => name.toLowerCase().endsWith(`.${extension.toLowerCase()}`))
  return files.filter(has).sort(naturally.compare).slice(0, MOST)
}

/** Links count as what they lead to. */
async function leadsToFolder(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory()
  const found = await stat(join(folder, entry.name)).catch(() => undefined)
  return found?.isDirectory() ?? false
}

function trailTo(path: string): FolderList['trail'] {
  const above = dirname(path)
  const step = { name: basename(path) || path, path }
  return above === path ? [step] : [...trailTo(above), step]
}

function described(path: string): FolderList['folders'][number] {
  return { name: basename(path), path, isProject: isProject(path) }
}

function isProject(folder: string): boolean {
  return existsSync(join(folder, DATABASE_NAME))
}
