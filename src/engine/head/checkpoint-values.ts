import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'

/** Values as the list of a checkpoint has them. */
export const listedValuesSchema = z.object({
  shape: z.array(z.int().min(0)),
  /** SHA-256 of its bytes, in hex. */
  sha256: z.string(),
})
export type ListedValues = z.infer<typeof listedValuesSchema>

/** Values to be written, each copied only when its turn comes. */
export interface WrittenValues {
  readonly shape: readonly number[]
  read(): Float32Array
}

/** Hashed at once, in about a millisecond: waiting for another thread takes longer. */
const smallBytes = 2 ** 20

/** Small values are written so many bytes at a time. */
const chunkBytes = 4 * 2 ** 20

/**
 * Writes values one after the other while a training computes. Every waiting lets a batch of it go ahead, so small values, of
 * which networks have hundreds, are written many at a time.
 */
export class ValuesWriter {
  #small: Uint8Array[] = []
  #bytes = 0

  constructor(
    private readonly file: FileHandle,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws what the disk or the signal throws, the latter between two values */
  async addAll(all: readonly WrittenValues[]): Promise<ListedValues[]> {
    const listed: ListedValues[] = []
    for (const one of all) {
      this.signal.throwIfAborted()
      const values = one.read()
      const bytes = new Uint8Array(values.buffer as ArrayBuffer, values.byteOffset, values.byteLength)
      listed.push({ shape: [...one.shape], sha256: await this.#add(bytes) })
    }
    return listed
  }

  /** @returns the hash */
  async #add(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
    if (bytes.length > smallBytes) {
      await this.flush()
      const [sha256] = await Promise.all([sha256Of(bytes), this.file.writeFile(bytes)])
      return sha256
    }
    this.#small.push(bytes)
    this.#bytes += bytes.length
    if (this.#bytes >= chunkBytes) await this.flush()
    return createHash('sha256').update(bytes).digest('hex')
  }

  /** Writes what has waited for more. */
  async flush(): Promise<void> {
    if (this.#bytes === 0) return
    const chunk = Buffer.concat(this.#small)
    this.#small = []
    this.#bytes = 0
    await this.file.writeFile(chunk)
  }
}

/** On a thread of its own: the computing goes on meanwhile. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
}
