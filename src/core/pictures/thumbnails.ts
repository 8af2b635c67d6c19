import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { orUnreadable, photoBytes } from '../../pixels/decode'
import { makeThumbnail } from '../../pixels/thumbnail'
import type { Project } from '../project'
import type { InTurn } from './original'

export interface Thumbnail {
  /** A WebP file. */
  readonly bytes: Buffer
  /** Whether it shows the content that was asked for; otherwise the file has changed since it was imported. */
  readonly isOfHash: boolean
}

/**
 * The thumbnail of a photo, from the project's folder of thumbnails; made and put there where it is not.
 * @param photo absolute path, and the SHA-256 of its content when it was imported
 * @throws AppError `unreadable` with a reason; `cancelled`, from `inTurn`
 */
export async function readThumbnail(
  project: Project,
  photo: { readonly path: string; readonly hash: string },
  inTurn: InTurn,
): Promise<Thumbnail> {
  const file = join(project.folder, 'thumbnails', photo.hash.slice(0, 2), `${photo.hash}.webp`)
  const kept = await readKept(file)
  if (kept) return { bytes: kept, isOfHash: true }
  return inTurn(async () => {
    // Somebody may have asked for the same one, and had the turn before.
    const keptMeanwhile = await readKept(file)
    if (keptMeanwhile) return { bytes: keptMeanwhile, isOfHash: true }
    const content = await orUnreadable(photo.path, () => photoBytes(photo.path))
    const bytes = await makeThumbnail(content)
    const isOfHash = createHash('sha256').update(content).digest('hex') === photo.hash
    if (isOfHash) await keep(file, bytes)
    return { bytes, isOfHash }
  })
}

/** A file that is not there, cannot be read, or is not as long as it says itself, is made anew. */
async function readKept(file: string): Promise<Buffer | undefined> {
  const bytes = await readFile(file).catch(() => undefined)
  if (!bytes || bytes.length < 12) return undefined
  const isWebp = bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP'
  return isWebp && bytes.readUInt32LE(4) === bytes.length - 8 ? bytes : undefined
}

/** Not synced: what a power cut leaves of it is found out by its length. A disk that is full only makes it slower. */
async function keep(file: string, bytes: Buffer): Promise<void> {
  try {
    // Not with the folders above: a project that was removed meanwhile must not come back as an empty folder.
    await mkdir(dirname(file)).catch(() => undefined)
    await writeFileAtomic(file, bytes, { fsync: false })
  } catch {
    return
  }
}
