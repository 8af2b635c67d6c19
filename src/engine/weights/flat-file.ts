import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** Writes numbers one after the other into a new file, and hashes them on the way. */
export class FlatFileWriter {
  readonly #whole = createHash('sha256')
  #part: Hash = createHash('sha256')
  #bytes = 0

  private constructor(private readonly file: FileHandle) {}

  static async create(path: string): Promise<FlatFileWriter> {
    return new FlatFileWriter(await open(path, 'wx'))
  }

  get bytes(): number {
    return this.#bytes
  }

  async append(values: Float32Array): Promise<void> {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    this.#whole.update(bytes)
    this.#part.update(bytes)
    for (let start = 0; start < bytes.length;) start += (await this.file.write(bytes, start)).bytesWritten
    this.#bytes += bytes.length
  }

  /** The SHA-256, in hex, of what came since the last part ended. */
  endPart(): string {
    const digest = this.#part.digest('hex')
    this.#part = createHash('sha256')
    return digest
  }

  /** Waits until the disk has everything. @returns the SHA-256 of the file, in hex */
  async finish(): Promise<string> {
    await this.file.sync()
    await this.file.close()
    return this.#whole.digest('hex')
  }

  /** Closes what will not be finished; safe to call again. */
  async abandon(): Promise<void> {
    await this.file.close().catch(() => undefined)
  }
}
