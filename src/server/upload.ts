import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { HostContract } from '../shared/contract/host'
import { AppError } from '../shared/errors'
import type { Client } from '../shared/rpc/contract'
import { largestUpload } from '../shared/upload'
import type { UploadAnswer } from '../shared/upload'

/** The part of the core that this server needs. */
export type PhotoClassifier = Pick<Client<HostContract>, 'photos.classify'>

/**
 * Classifies the photo whose bytes are a request's body, through a temporary file that is gone afterwards.
 * @param folder for the temporary file
 * @throws AppError `bad-input` when the body is empty or too long; `unreadable` when it is no photo; `cancelled`
 */
export async function classifyUpload(
  request: IncomingMessage,
  classifier: PhotoClassifier,
  folder: string,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  const path = join(folder, randomUUID())
  try {
    await receive(request, path)
    return await classifyFile(path, classifier, signal)
  } finally {
    await rm(path, { force: true })
  }
}

async function receive(request: IncomingMessage, path: string): Promise<void> {
  if (Number(request.headers['content-length'] ?? 0) > largestUpload) throw tooLarge()
  let received = 0
  await pipeline(
    // The connection outlives a body that is too long, or the reason could not be told.
    request.iterator({ destroyOnReturn: false }),
    async function* limited(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        received += chunk.length
        if (received > largestUpload) throw tooLarge()
        yield chunk
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o600 }),
  )
  if (received === 0)
    throw new AppError('bad-input', 'Expected a photo, but nothing came: choose the file again.')
}

/** Whether an error says that a body was longer than `largestUpload`. */
export function isTooLarge({ details }: AppError): boolean {
  return details?.['largest'] === largestUpload
}

function tooLarge(): AppError {
  const megabytes = largestUpload / 1e6
  return new AppError(
    'bad-input',
    `Expected a photo of at most ${megabytes} MB: make it smaller and try again.`,
    {
      largest: largestUpload,
    },
  )
}

async function classifyFile(
  path: string,
  classifier: PhotoClassifier,
  signal: AbortSignal,
): Promise<UploadAnswer> {
  let model = ''
  for await (const event of classifier['photos.classify']({ paths: [path] }, { signal })) {
    if (event.type === 'started') model = event.model
    if (event.type === 'skipped') throw new AppError('unreadable', event.skipped.reason)
    if (event.type === 'classified') {
      const { ms, predictions } = event.result
      return { model, ms, predictions }
    }
  }
  throw new AppError('internal', 'The photo got no answer: try again, or run `headstart doctor`.')
}
