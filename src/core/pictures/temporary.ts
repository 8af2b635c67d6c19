import { randomUUID } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import { isPhotoName, unsupportedPhotoReason } from '../../pixels/photo-files'
import { formatOfFile } from '../../pixels/sniff'
import { AppError, toAppError } from '../../shared/errors'
import { largestUpload } from '../../shared/upload'
import { receiveFile } from '../receive-file'
import type { ScratchFolder } from '../scratch-folder'

/** Photos that are kept in mind; the one that was offered longest ago goes first. */
const MOST = 200

export interface Offer {
  /** A random UUID: who does not know it cannot ask for the photo. */
  readonly asset: string
  /** The file's own name, without folders. */
  readonly name: string
}

interface Kept {
  readonly path: string
  readonly name: string
  /** Whether the file was sent here and is ours to remove. */
  readonly isUpload: boolean
}

/** Photos that are shown and classified without being part of a project. */
export class TemporaryPhotos {
  readonly #scratch: ScratchFolder
  readonly #kept = new Map<string, Kept>()

  constructor(scratch: ScratchFolder) {
    this.#scratch = scratch
  }

  /**
   * Takes a photo where it lies.
   * @throws AppError `bad-input` for what is no photo, `unsupported`, `not-found`, `unreadable`, `denied`
   */
  async offer(path: string): Promise<Offer> {
    if (!isAbsolute(path)) {
      throw new AppError('bad-input', `The whole path of a photo is expected, and ${path} came.`, { path })
    }
    await assertPhoto(path, basename(path))
    return this.#keep({ path, name: basename(path), isUpload: false })
  }

  /**
   * Takes a photo that a browser sends, up to `largestUpload` bytes.
   * @param name what the file is called there; folders before it are dropped
   * @throws AppError `bad-input` for what is too large, empty or no photo, `unsupported`, `no-space`; whatever the body
   *   throws. Nothing of it stays then.
   */
  async offerUpload(body: AsyncIterable<Buffer>, name: string): Promise<Offer> {
    const shown = shownName(name)
    const path = join(await this.#scratch.part('temporary'), randomUUID())
    const bytes = await receiveFile(path, body, largestUpload)
    try {
      if (bytes === 0) {
        throw new AppError('bad-input', `A photo is expected, and ${shown} is empty: choose it again.`)
      }
      await assertPhoto(path, shown)
    } catch (thrown) {
      await rm(path, { force: true })
      throw thrown
    }
    return this.#keep({ path, name: shown, isUpload: true })
  }

  /**
   * Absolute path of the photo.
   * @throws AppError `not-found` for an id that was never given or was pushed out by newer ones
   */
  path(asset: string): string {
    return this.#find(asset).path
  }

  /** What people know the photo by: its path, or the name alone where it was sent here. */
  shownAs(asset: string): string {
    const { path, name, isUpload } = this.#find(asset)
    return isUpload ? name : path
  }

  #find(asset: string): Kept {
    const kept = this.#kept.get(asset)
    if (kept) return kept
    throw new AppError('not-found', 'This photo is not at hand any more: choose it again.', { asset })
  }

  async #keep(kept: Kept): Promise<Offer> {
    const asset = randomUUID()
    this.#kept.set(asset, kept)
    const oldest = this.#kept.size > MOST ? this.#kept.entries().next().value : undefined
    if (oldest) {
      const [id, { path, isUpload }] = oldest
      this.#kept.delete(id)
      if (isUpload) await rm(path, { force: true })
    }
    return { asset, name: kept.name }
  }
}

/** The content counts before the name: a photo without an extension is one, and so is one with a wrong extension. */
async function assertPhoto(path: string, name: string): Promise<void> {
  try {
    const found = await stat(path)
    if (found.isFile() && ((await formatOfFile(path)) !== undefined || isPhotoName(name))) return
    const reason = found.isFile() ? unsupportedPhotoReason(name) : undefined
    if (reason !== undefined) throw new AppError('unsupported', `${name}: ${reason}`, { path: name })
    const what = found.isDirectory() ? 'a folder' : 'something else'
    throw new AppError('bad-input', `A photo is expected, and ${name} is ${what}: choose a photo.`, {
      path: name,
    })
  } catch (thrown) {
    throw toAppError(thrown)
  }
}

function shownName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return last.replaceAll(/\p{Cc}/gu, '').slice(0, 255) || 'photo'
}
