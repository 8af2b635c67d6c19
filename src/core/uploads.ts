import { rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isPhotoName, unsupportedPhotoReason } from '../pixels/photo-files'
import { AppError, cancelled, toAppError } from '../shared/errors'
import { largestUpload } from '../shared/upload'
import { receiveFile } from './receive-file'
import type { ScratchFolder } from './scratch-folder'
import { ordinaryLimits, UploadBatch } from './upload-batch'
import type { UploadLimits } from './upload-batch'
import { uploadPath } from './upload-path'

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Photos that a browser sends to be imported. They wait among the system's temporary files, laid out as in the folder
 * that they come from, until an import has taken the batch or the process ends.
 */
export class Uploads {
  readonly #scratch: ScratchFolder
  readonly #limits: UploadLimits
  readonly #batches = new Map<string, Promise<UploadBatch>>()

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
    const coming = batch.begin(relative)
    try {
      await receiveFile(coming.path, body, largestUpload, (bytes) => coming.count(bytes))
      await coming.settle()
    } catch (thrown) {
      await coming.giveUp()
      // A batch that was discarded meanwhile has taken the file along.
      throw this.#batches.has(id) ? toAppError(thrown) : cancelled()
    }
  }

  /**
   * Absolute path of the folder in which the photos of a batch lie as they lay in what was dropped.
   * @throws AppError `not-found` for a batch of which no photo came
   */
  async folder(id: string): Promise<string> {
    const batch = await this.#batches.get(id)
    if (batch && batch.photos > 0) return batch.files
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

  #batch(id: string): Promise<UploadBatch> {
    if (!uuid.test(id)) throw new AppError('bad-input', 'An upload is known by a UUID, and this is none.')
    const found = this.#batches.get(id)
    if (found) return found
    const made = this.#scratch
      .part(join('uploads', id))
      .then((folder) => new UploadBatch(folder, this.#limits))
    this.#batches.set(id, made)
    // A disk that was full may have room at the next try.
    made.catch(() => this.#batches.delete(id))
    return made
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
