import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { AppError, toAppError } from '../shared/errors'

/**
 * Writes what is sent into a new file that only its user may read.
 * @param path absolute; nothing is there yet
 * @param largest bytes at most; the error for more has them in its details
 * @param onBytes told of every piece before it is written, and may throw to end it
 * @returns how many bytes came
 * @throws AppError `bad-input` when too much comes, `no-space`; whatever the body throws. Nothing stays of the file then.
 */
export async function receiveFile(
  path: string,
  body: AsyncIterable<Buffer>,
  largest: number,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<number> {
  let received = 0
  try {
    await pipeline(
      body,
      async function* limited(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          received += chunk.length
          if (received > largest) throw tooLarge(largest)
          onBytes(chunk.length)
          yield chunk
        }
      },
      createWriteStream(path, { flags: 'wx', mode: 0o600 }),
    )
    return received
  } catch (thrown) {
    await rm(path, { force: true })
    throw toAppError(thrown)
  }
}

function tooLarge(largest: number): AppError {
  return new AppError(
    'bad-input',
    `Expected a photo of at most ${largest / 1e6} MB: make it smaller and try again.`,
    { largest },
  )
}
