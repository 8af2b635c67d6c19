import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { AppError } from '../../shared/errors'
import { rootFolders } from '../photos/roots'
import type { Project } from '../project'

/**
 * The numbers of photos at paths, in the order of the paths. A path is meant as lists show it, or by whichever other way
 * the file system knows it (through a link, say).
 * @throws AppError `not-found` naming the first that is no photo of the project
 */
export async function findPhotosByPath(project: Project, paths: readonly string[]): Promise<number[]> {
  const roots = [...rootFolders(project)].map(([id, folder]) => ({ id, folder }))
  const realRoots = (): Promise<typeof roots> =>
    Promise.all(roots.map(async ({ id, folder }) => ({ id, folder: await realPath(folder) })))
  const at = project.database
    .prepare<[number, string], number>('SELECT id FROM photo WHERE root_id = ? AND path = ?')
    .pluck()
  const find = (path: string, places: typeof roots): number | undefined => {
    for (const { id, folder } of places) {
      const below = relative(folder, path)
      if (below === '' || isAbsolute(below) || below.split(sep, 1)[0] === '..') continue
      const photo = at.get(id, below.replaceAll(sep, '/'))
      if (photo !== undefined) return photo
    }
    return undefined
  }
  const found: number[] = []
  let real: Promise<typeof roots> | undefined
  for (const named of paths) {
    const path = resolve(named)
    const photo = find(path, roots) ?? find(await realPath(path), await (real ??= realRoots()))
    if (photo === undefined) throw notThere(path)
    found.push(photo)
  }
  return found
}

/** Where nothing is, the path itself. */
function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => path)
}

function notThere(path: string): AppError {
  return new AppError(
    'not-found',
    `${path} is no photo of this project: \`headstart images\` lists what there is, \`headstart import\` takes more in.`,
    { path },
  )
}
