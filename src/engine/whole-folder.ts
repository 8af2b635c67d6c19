import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError, toAppError } from '../shared/errors'

/**
 * Makes a folder that is there whole or not at all: it is filled under a temporary name beside its place, synced and
 * renamed. An empty folder in its place is replaced.
 * @param fill gets the absolute path of the folder to write into
 * @throws AppError `exists` when something lies in its place; whatever `fill` throws, leaving nothing behind
 */
export async function makeWholeFolder<T>(path: string, fill: (folder: string) => Promise<T>): Promise<T> {
  const parent = dirname(path)
  await mkdir(parent, { recursive: true })
  const temporary = join(parent, `.${basename(path)}-${randomUUID()}`)
  await mkdir(temporary)
  try {
    const result = await fill(temporary)
    await syncFolder(temporary)
    await removeEmpty(path)
    await rename(temporary, path)
    await syncFolder(parent)
    return result
  } catch (thrown) {
    await rm(temporary, { recursive: true, force: true })
    throw toAppError(thrown)
  }
}

async function removeEmpty(path: string): Promise<void> {
  try {
    await rmdir(path)
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'ENOENT') return
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST' && code !== 'ENOTDIR') throw thrown
    throw new AppError(
      'exists',
      `Expected that nothing lies at ${path}, and something does: choose another folder.`,
      { path },
    )
  }
}

/** Waits until the disk knows the names in a folder; Windows has no such thing and does without. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
