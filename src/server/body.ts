import type { IncomingMessage } from 'node:http'
import { tooLarge } from './answers'

/**
 * The bytes of a request as they come.
 * @param largest bytes that are taken
 * @throws AppError `bad-input` when more is announced or, while it is read, more comes
 */
export function bodyOf(request: IncomingMessage, largest: number): AsyncIterable<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > largest) throw tooLarge(largest)
  return pieces(request, largest)
}

async function* pieces(request: IncomingMessage, largest: number): AsyncGenerator<Buffer> {
  let received = 0
  // The connection outlives a body that is not read to its end, or the reason could not be told.
  for await (const piece of request.iterator({ destroyOnReturn: false })) {
    received += (piece as Buffer).length
    if (received > largest) throw tooLarge(largest)
    yield piece as Buffer
  }
}
