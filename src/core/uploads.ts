import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isPhotoName, unsupportedPhotoReason } from '../pixels/photo-files'
import { AppError, cancelled } from '../shared/errors'
import { largestUpload } from '../shared/upload'
import { receiveFile } from './receive-file'
import type { ScratchFolder } from './scratch-folder'
import { uploadPath } from './upload-path'

export interface UploadLimits {
  /** Files a batch. */
  readonly files: number
  /** Bytes a batch. */
  readonly bytes: number
}

const ordinaryLimits: UploadLimits = { files: 100_000, bytes: 20e9 }

/** Photos that belong together, on their way into a project. */
class Batch {
  /** Bytes of the whole files, by their paths. */
  readonly sizes = new Map<string, number>()
  /** Bytes of whole files and of those that are still coming. */
  bytes = 0

  /** @param folder absolute path */
  constructor(readonly folder: string) {}

  /** Where whole files lie, as they lay in what was dropped. */
  get files(): string {
    return join(this.folder, 'files')
  }

  place(relative: string): string {
    return join(this.files, ...relative.split('/'))
  }
}

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Photos that a browser sends to be imported. They wait among the system's temporary files, laid out as in the folder
 * that they come from, until an import has taken the batch or the process ends.
 */
export class Uploads {
  readonly #scratch: ScratchFolder
  readonly #limits: UploadLimits
  readonly #batches = new Map<string, Promise<Batch>>()

  constructor(scratch: ScratchFolder, limits: UploadLimits = ordinaryLimits) {
    this.#scratch = scratch
    this.#limits = limits
  }

  /**
   * Takes one photo of a batch; the same path a second time replaces the first.
   * @param id a UUID that the page chose; the first photo makes the batch
   * @param relativePath as the file lay in what was dropped, with `/` between folders
   * @throws AppError `bad-input` for a path that leads elsewhere or a file or batch that is too large, `unsupported` for
   *   what is no photo by its name, `no-space`, `cancelled` when the batch was discarded meanwhile; whatever the body
   *   throws. Nothing of the file stays then.
   */
  async receive(id: string, relativePath: string, body: AsyncIterable<Buffer>): Promise<void> {
    const relative = uploadPath(relativePath)
    assertPhotoName(relative)
    const batch = await this.#batch(id)
    const coming = join(batch.folder, randomUUID())
    let bytes = 0
    try {
      await receiveFile(coming, body, largestUpload, (more) => {
        bytes += more
        batch.bytes += more
        this.#assertRoom(batch, relative)
      })
      await this.#settle(id, batch, relative, coming)
    } catch (thrown) {
      batch.bytes -= bytes
      await rm(coming, { force: true })
      throw thrown
    }
    batch.bytes -= batch.sizes.get(relative) ?? 0
    batch.sizes.set(relative, bytes)
  }

  /**
   * Absolute path of the folder in which the photos of a batch lie as they lay in what was dropped.
   * @throws AppError `not-found` for a batch of which no photo came
   */
  async folder(id: string): Promise<string> {
    const batch = await this.#batches.get(id)
    if (batch && batch.sizes.size > 0) return batch.files
    throw new AppError('not-found', 'No photo of this upload is here: choose the photos again.', {
      upload: id,
    })
  }

  /**
   * Hands a batch over, so that no second import finds it half taken.
   * @returns its folder as `folder` gives it, and what removes it
   * @throws AppError `not-found` for a batch of which no photo came
   */
  async take(id: string): Promise<{ folder: string; discard: () => Promise<void> }> {
    const folder = await this.folder(id)
    this.#batches.delete(id)
    return { folder, discard: () => rm(dirname(folder), { recursive: true, force: true }) }
  }

  /** Removes a batch, whether it is there or not. */
  async discard(id: string): Promise<void> {
    const batch = this.#batches.get(id)
    this.#batches.delete(id)
    if (batch) await rm((await batch).folder, { recursive: true, force: true })
  }

  #batch(id: string): Promise<Batch> {
    if (!uuid.test(id)) throw new AppError('bad-input', 'An upload is known by a UUID, and this is none.')
    const found = this.#batches.get(id)
    if (found) return found
    const made = this.#scratch.part(join('uploads', id)).then((folder) => new Batch(folder))
    this.#batches.set(id, made)
    // A disk that was full may have room at the next try.
    made.catch(() => this.#batches.delete(id))
    return made
  }

  #assertRoom({ bytes, sizes }: Batch, relative: string): void {
    const { bytes: most, files } = this.#limits
    if (bytes <= most && (sizes.size < files || sizes.has(relative))) return
    throw new AppError(
      'bad-input',
      `Expected at most ${files.toLocaleString('en')} photos and ${most / 1e9} GB at once, and more came: import ` +
        'these first, or open Headstart where the photos are.',
      { files, bytes: most },
    )
  }

  /** Under its own name there is a whole photo or none. */
  async #settle(id: string, batch: Batch, relative: string, coming: string): Promise<void> {
    const place = batch.place(relative)
    try {
      await mkdir(dirname(place), { recursive: true, mode: 0o700 })
      await rename(coming, place)
    } catch (thrown) {
      if (!this.#batches.has(id)) throw cancelled()
      const { code } = thrown as NodeJS.ErrnoException
      if (!['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY'].includes(code ?? '')) throw thrown
      const message = `A name is expected for one file or one folder, and ${relative} would be both: rename one.`
      throw new AppError('bad-input', message, { path: relative }, thrown)
    }
  }
}

function assertPhotoName(relative: string): void {
  const name = basename(relative)
  // An import passes over hidden files; taken here, they would be lost without a word.
  if (isPhotoName(name) && !relative.split('/').some((segment) => segment.startsWith('.'))) return
  const reason = unsupportedPhotoReason(name) ?? 'Not a photo: its name does not end like one of a photo.'
  throw new AppError('unsupported', isPhotoName(name) ? 'A hidden file, which is passed over.' : reason, {
    path: relative,
  })
}
