import { Readable } from 'node:stream'
import type { Host } from '../core/host'
import { toAppError } from '../shared/errors'

/**
 * A picture of the core as an answer to the page; undefined where there is none.
 * @param place what follows the base of pictures' addresses
 */
export async function pictureResponse(
  { pictures, log }: Pick<Host, 'pictures' | 'log'>,
  place: string,
  signal: AbortSignal,
): Promise<Response | undefined> {
  try {
    const { body, bytes, contentType, cacheable } = await pictures.get(place, signal)
    // What the page does not wait for any more is not read to its end.
    signal.addEventListener('abort', () => body.destroy(), { once: true })
    const headers = {
      'content-type': contentType,
      'content-length': String(bytes),
      'cache-control': cacheable ? 'private, max-age=31536000, immutable' : 'no-store',
    }
    return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers })
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'internal') log.error({ err: error, place }, error.message)
    return undefined
  }
}
