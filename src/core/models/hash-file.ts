import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { cancelled, toAppError } from '../../shared/errors'

export interface FileHashes {
  readonly bytes: number
  readonly sha256: string
  readonly md5: string
}

/**
 * The hashes of a file, in hex; tells on the way how many bytes are done.
 * @throws AppError `not-found`, `denied`, `cancelled`
 */
export async function* hashFile(path: string, signal: AbortSignal): AsyncGenerator<number, FileHashes> {
  const [sha256, md5] = [createHash('sha256'), createHash('md5')]
  let bytes = 0
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 4 << 20 }) as AsyncIterable<Buffer>) {
      if (signal.aborted) throw cancelled()
      sha256.update(piece)
      md5.update(piece)
      yield (bytes += piece.length)
    }
  } catch (thrown) {
    throw toAppError(thrown)
  }
  return { bytes, sha256: sha256.digest('hex'), md5: md5.digest('hex') }
}
