import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toAppError } from '../../shared/errors'

/** Some pages of the database and its log: a run and its job are a few hundred bytes, and their pages 4 KiB each. */
const bytes = 128 * 1024

/**
 * Disk that a training holds from its beginning on, to be given up when the disk is full: then how it ended can still be
 * written down.
 */
export class Reserve {
  readonly #path: string

  /** @param folder absolute; the run's own */
  constructor(private readonly folder: string) {
    this.#path = join(folder, 'reserve')
  }

  /** @throws what the disk throws, `ENOSPC` where it is full already */
  async hold(): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    // Random, for a file system may store zeros as nothing.
    await writeFile(this.#path, randomBytes(bytes), { flush: true })
  }

  /** Does what writes into the database; where the disk is full, once more, with the room that is given up for it. */
  async write<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (thrown) {
      if (toAppError(thrown).code !== 'no-space') throw thrown
      await this.giveUp()
      return work()
    }
  }

  async giveUp(): Promise<void> {
    await rm(this.#path, { force: true })
  }
}
