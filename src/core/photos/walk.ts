import { isUtf8 } from 'node:buffer'
import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Skipped } from '../../shared/contract/photos'
import { isPhotoName, unsupportedPhotoReason } from '../../pixels/photo-files'
import { reasonUnreadable } from '../../pixels/reasons'

export interface FoundPhoto {
  /** Absolute path. */
  readonly path: string
  /** From the folder that was walked, with `/` between folders. */
  readonly relative: string
}

export interface Walked {
  /** In the order of their relative paths, by UTF-16 code units: the same everywhere. */
  readonly photos: FoundPhoto[]
  readonly skipped: Skipped[]
}

export interface WalkOptions {
  /** Real paths that are passed over in silence. */
  readonly isOmitted: (realPath: string) => boolean
  /** Ends the walk early, with what was found until then. */
  readonly signal: AbortSignal
  readonly onFolder?: (photosSoFar: number) => void
}

/** A folder to be read: as it was reached, and where it really is. */
interface Folder {
  readonly path: string
  readonly real: string
}

/** Files of the system that nobody means as photos, in lower case. */
const systemFiles: ReadonlySet<string> = new Set(['thumbs.db', 'desktop.ini'])

/**
 * Finds the photos in a folder, at any depth and through symbolic links. What is no photo is listed with the reason,
 * except hidden files and those that systems leave behind.
 * @param source absolute path of a folder
 * @throws the error of the operating system where the folder itself cannot be read
 */
export async function walkPhotos(source: string, options: WalkOptions): Promise<Walked> {
  const walk = new Walk(source, await realpath(source), options)
  await walk.run()
  walk.photos.sort((one, other) => (one.relative < other.relative ? -1 : 1))
  return walk
}

class Walk implements Walked {
  readonly photos: FoundPhoto[] = []
  readonly skipped: Skipped[] = []
  readonly #source: string
  readonly #realSource: string
  readonly #options: WalkOptions
  readonly #folders: Folder[]
  /** Linked folders come last: of two ways to a folder, the one without a link gives its photos their class. */
  readonly #linked: Folder[] = []
  /** How each folder was reached, by its real path. */
  readonly #reached = new Map<string, string>()

  constructor(source: string, realSource: string, options: WalkOptions) {
    this.#source = source
    this.#realSource = realSource
    this.#options = options
    this.#folders = [{ path: source, real: realSource }]
  }

  async run(): Promise<void> {
    for (;;) {
      const folder = this.#folders.shift() ?? this.#linked.shift()
      if (!folder || this.#options.signal.aborted) return
      await this.#enter(folder)
      this.#options.onFolder?.(this.photos.length)
    }
  }

  async #enter(folder: Folder): Promise<void> {
    const earlier = this.#reached.get(folder.real)
    if (earlier !== undefined) return this.#skip(folder.path, `A link to ${earlier}, which is read already.`)
    if (this.#realSource.startsWith(withSeparator(folder.real))) {
      return this.#skip(folder.path, 'A link to a folder around the one that is imported.')
    }
    this.#reached.set(folder.real, folder.path)
    try {
      const entries = await readdir(folder.path, { withFileTypes: true, encoding: 'buffer' })
      entries.sort((one, other) => Buffer.compare(one.name, other.name))
      for (const entry of entries) await this.#visit(folder, entry)
    } catch (thrown) {
      if (folder.path === this.#source) throw thrown
      this.#skip(folder.path, `The folder cannot be opened: ${reasonUnreadable(thrown)}`)
    }
  }

  async #visit(folder: Folder, entry: Dirent<Buffer>): Promise<void> {
    const name = entry.name.toString('utf8')
    const path = join(folder.path, name)
    const real = join(folder.real, name)
    if (name.startsWith('.') || systemFiles.has(name.toLowerCase()) || this.#options.isOmitted(real)) return
    if (!isUtf8(entry.name)) return this.#skip(path, 'Its name is not valid UTF-8: rename it.')
    if (entry.isFile()) return this.#visitFile(path)
    if (entry.isDirectory()) return this.#visitFolder({ path, real }, this.#folders)
    await this.#visitUnknown(path)
  }

  /** A symbolic link, or what the file system gives no type for. */
  async #visitUnknown(path: string): Promise<void> {
    try {
      const status = await stat(path)
      if (status.isFile()) return this.#visitFile(path)
      if (!status.isDirectory()) return this.#skip(path, 'Not a photo: neither a file nor a folder.')
      const real = await realpath(path)
      if (!this.#options.isOmitted(real)) this.#visitFolder({ path, real }, this.#linked)
    } catch (thrown) {
      const isDangling = (thrown as NodeJS.ErrnoException).code === 'ENOENT'
      this.#skip(path, isDangling ? 'A link to something that is not there.' : reasonUnreadable(thrown))
    }
  }

  #visitFile(path: string): void {
    if (isPhotoName(path)) this.photos.push({ path, relative: slashed(relative(this.#source, path)) })
    else
      this.#skip(
        path,
        unsupportedPhotoReason(path) ?? 'Not a photo: its name does not end like one of a photo.',
      )
  }

  #visitFolder(folder: Folder, queue: Folder[]): void {
    if (isPhotoName(folder.path)) this.#skip(folder.path, 'A folder, not a photo; what is in it is imported.')
    queue.push(folder)
  }

  #skip(path: string, reason: string): void {
    this.skipped.push({ path, reason })
  }
}

function withSeparator(path: string): string {
  return path.endsWith(sep) ? path : path + sep
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/')
}
