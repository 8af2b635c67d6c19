import { opendir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Skipped } from '../shared/contract/photos'
import { cancelled } from '../shared/errors'
import { isPhotoName, unsupportedPhotoReason } from '../pixels/photo-files'
import { reasonUnreadable } from '../pixels/reasons'

export interface ExpandedPaths {
  /** Files, each once, in the order in which they were named; those of a folder by their names. */
  readonly paths: string[]
  readonly skipped: Skipped[]
}

/**
 * The files that a user means by naming files and folders: a file whatever its name, and of a folder every photo in it at
 * any depth. What is not there, cannot be opened or is a picture of an unsupported format is skipped with the reason.
 * @throws AppError `cancelled`
 */
export async function expandPaths(named: readonly string[], signal?: AbortSignal): Promise<ExpandedPaths> {
  const paths = new Set<string>()
  const skipped: Skipped[] = []
  for (const path of named) {
    const before = paths.size + skipped.length
    await expand(path, true, { paths, skipped, signal, entered: new Set() })
    const isFolder = !paths.has(path) && skipped.at(-1)?.path !== path
    if (isFolder && paths.size + skipped.length === before) {
      skipped.push({ path, reason: 'There is no photo in this folder.' })
    }
  }
  return { paths: [...paths], skipped }
}

interface Expansion {
  readonly paths: Set<string>
  readonly skipped: Skipped[]
  readonly signal: AbortSignal | undefined
  /** Real paths of the folders that were entered: a link that leads back to one is not followed again. */
  readonly entered: Set<string>
}

async function expand(path: string, isNamed: boolean, expansion: Expansion): Promise<void> {
  if (expansion.signal?.aborted) throw cancelled()
  try {
    const status = await stat(path)
    if (status.isDirectory()) await expandFolder(path, expansion)
    else addFile(path, isNamed, expansion)
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown
    const isMissing = thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR'
    // Inside a folder, a dead link to something else than a photo is nobody's loss.
    if (isMissing && !isNamed && !isPhotoName(path)) return
    const reason = isMissing ? 'There is no such file or folder.' : reasonUnreadable(thrown)
    expansion.skipped.push({ path, reason })
  }
}

function addFile(path: string, isNamed: boolean, { paths, skipped }: Expansion): void {
  const reason = unsupportedPhotoReason(path)
  if (reason !== undefined) skipped.push({ path, reason })
  else if (isNamed || isPhotoName(path)) paths.add(path)
}

async function expandFolder(folder: string, expansion: Expansion): Promise<void> {
  const real = await realpath(folder)
  if (expansion.entered.has(real)) return
  expansion.entered.add(real)
  const names: string[] = []
  for await (const { name } of await opendir(folder)) names.push(name)
  for (const name of names.sort()) await expand(join(folder, name), false, expansion)
}

function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'syscall' in thrown
}
