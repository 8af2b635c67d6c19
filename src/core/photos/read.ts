import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { toAppError } from '../../shared/errors'
import { inspectPhoto } from '../../pixels/inspect'
import type { PhotoInspection } from '../../pixels/inspect'
import { reasonUnreadable } from '../../pixels/reasons'
import type { Placement } from './layout'

/** A photo to be imported: where it is, where it will be, and what its place says. */
export interface Candidate extends Placement {
  /** Absolute path of the file as it was found. */
  readonly source: string
  /** Absolute path in the project: the same, unless it is copied. */
  readonly target: string
  /** Relative to its root, with `/` between folders. */
  readonly relative: string
}

/** How a file looks from outside: size, and time of its last change in milliseconds since 1970. */
export interface FileState {
  readonly bytes: number
  readonly modifiedMs: number
}

export type Reading =
  | { readonly kind: 'unchanged'; readonly candidate: Candidate }
  | { readonly kind: 'problem'; readonly candidate: Candidate; readonly reason: string }
  | {
      readonly kind: 'read'
      readonly candidate: Candidate
      readonly state: FileState
      readonly content: PhotoInspection
    }

/** What the project knows already, so that files are not read and copied in vain. */
export interface KnownPhotos {
  isUnchanged(candidate: Candidate, state: FileState): boolean
  /** Whether the content needs no copy, since another photo of the project has it. */
  hasElsewhere(candidate: Candidate, hash: string): boolean
}

/**
 * Reads one photo, and copies it where it is to be copied. A photo that cannot be used is an answer with a reason.
 * @throws AppError where copying fails for want of space or rights: the next photo would fare no better
 */
export async function readPhoto(candidate: Candidate, known: KnownPhotos): Promise<Reading> {
  const { source, target } = candidate
  let reading: Extract<Reading, { kind: 'read' }>
  try {
    const { size, mtimeMs } = await stat(source)
    const state = { bytes: size, modifiedMs: Math.round(mtimeMs) }
    if (known.isUnchanged(candidate, state)) return { kind: 'unchanged', candidate }
    reading = { kind: 'read', candidate, state, content: await inspectPhoto(source) }
  } catch (thrown) {
    return { kind: 'problem', candidate, reason: reasonUnreadable(thrown) }
  }
  if (target !== source && !known.hasElsewhere(candidate, reading.content.hash))
    await copyPhoto(source, target)
  return reading
}

/** Copies under a temporary name first, so that under the real one there is a whole photo or none. */
async function copyPhoto(source: string, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}.part`
  try {
    await mkdir(dirname(target), { recursive: true })
    await copyFile(source, temporary, constants.COPYFILE_FICLONE)
    // A copy of a write-protected photo could not be synced everywhere, nor removed by its owner.
    await chmod(temporary, 0o644)
    const file = await open(temporary, 'r+')
    await file.sync().finally(() => file.close())
    await rename(temporary, target)
  } catch (thrown) {
    await rm(temporary, { force: true })
    throw toAppError(thrown)
  }
}
