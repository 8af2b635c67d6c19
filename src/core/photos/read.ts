import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, copyFile, mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises'
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
  /** Whether nobody needs the source afterwards, so that it is moved rather than copied. */
  readonly isMoved: boolean
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
    // What was sent here is nowhere else: it stays at hand, to be looked at and to be tried again.
    if (candidate.isMoved) await bringPhoto(candidate).catch(() => undefined)
    return { kind: 'problem', candidate, reason: reasonUnreadable(thrown) }
  }
  if (target !== source && !known.hasElsewhere(candidate, reading.content.hash)) await bringPhoto(candidate)
  return reading
}

async function bringPhoto({ source, target, isMoved }: Candidate): Promise<void> {
  if (isMoved && (await movePhoto(source, target))) return
  await copyPhoto(source, target)
}

/** @returns whether it was moved; it is not where the project lies on another disk, for instance */
async function movePhoto(source: string, target: string): Promise<boolean> {
  try {
    await mkdir(dirname(target), { recursive: true })
    await chmod(source, 0o644)
    await syncFile(source)
    await rename(source, target)
    return true
  } catch {
    return false
  }
}

/** Copies under a temporary name first, so that under the real one there is a whole photo or none. */
async function copyPhoto(source: string, target: string): Promise<void> {
  const temporary = `${target}.${randomUUID()}.part`
  try {
    await mkdir(dirname(target), { recursive: true })
    await copyFile(source, temporary, constants.COPYFILE_FICLONE)
    // A copy of a write-protected photo could not be synced everywhere, nor removed by its owner.
    await chmod(temporary, 0o644)
    await syncFile(temporary)
    await utimes(temporary, ...(await timesOf(source)))
    await rename(temporary, target)
  } catch (thrown) {
    await rm(temporary, { force: true })
    throw toAppError(thrown)
  }
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

/** A copy keeps the times of its photo: by them the project sees whether the file is still the one that was read. */
async function timesOf(path: string): Promise<[Date, Date]> {
  const { atime, mtime } = await stat(path)
  return [atime, mtime]
}
