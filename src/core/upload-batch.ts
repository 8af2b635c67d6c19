import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../shared/errors'

export interface UploadLimits {
  /** Files a batch. */
  readonly files: number
  /** Bytes a batch. */
  readonly bytes: number
}

export const ordinaryLimits: UploadLimits = { files: 100_000, bytes: 20e9 }

/** A photo that is being received. */
export interface ComingPhoto {
  /** Absolute path of the file into which its bytes go. */
  readonly path: string
  /** @throws AppError `bad-input` when the batch grows too large */
  count(bytes: number): void
  /** Puts it under its own name, where there is a whole photo or none. */
  settle(): Promise<void>
  giveUp(): Promise<void>
}

/** Photos that belong together, on their way into a project. */
export class UploadBatch {
  readonly #limits: UploadLimits
  /** Bytes of the whole photos, by their paths. */
  readonly #sizes = new Map<string, number>()
  /** Bytes of whole photos and of those that are still coming. */
  #bytes = 0

  /** @param folder absolute path */
  constructor(
    readonly folder: string,
    limits: UploadLimits,
  ) {
    this.#limits = limits
  }

  /** Absolute path of the folder in which whole photos lie, as they lay in what was dropped. */
  get files(): string {
    return join(this.folder, 'files')
  }

  /** How many whole photos there are. */
  get photos(): number {
    return this.#sizes.size
  }

  /** @param relative as `uploadPath` gives it; a photo that has it already is replaced */
  begin(relative: string): ComingPhoto {
    const path = join(this.folder, randomUUID())
    let size = 0
    return {
      path,
      count: (bytes) => {
        size += bytes
        this.#bytes += bytes
        this.#assertRoom(relative)
      },
      settle: async () => {
        await settle(path, join(this.files, ...relative.split('/')), relative)
        this.#bytes -= this.#sizes.get(relative) ?? 0
        this.#sizes.set(relative, size)
      },
      giveUp: async () => {
        this.#bytes -= size
        await rm(path, { force: true })
      },
    }
  }

  #assertRoom(relative: string): void {
    const { bytes, files } = this.#limits
    if (this.#bytes <= bytes && (this.photos < files || this.#sizes.has(relative))) return
    throw new AppError(
      'bad-input',
      `Expected at most ${files.toLocaleString('en')} photos and ${bytes / 1e9} GB at once, and more came: import ` +
        'these first, or open Headstart where the photos are.',
      { files, bytes },
    )
  }
}

async function settle(path: string, place: string, relative: string): Promise<void> {
  try {
    await mkdir(dirname(place), { recursive: true, mode: 0o700 })
    await rename(path, place)
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException
    if (!['EEXIST', 'EISDIR', 'ENOTDIR', 'ENOTEMPTY'].includes(code)) throw thrown
    const message = `A name is expected for one file or one folder, and ${relative} would be both: rename one.`
    throw new AppError('bad-input', message, { path: relative }, thrown)
  }
}
