import { Readable } from 'node:stream'
import type { Host } from '../core/host'
import { pictureHeaders } from '../core/pictures/headers'
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
    const picture = await pictures.get(place, signal)
    const { body } = picture
    // What the page does not wait for any more is not read to its end.
    signal.addEventListener('abort', () => body.destroy(), { once: true })
    return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
      headers: pictureHeaders(picture),
    })
  } catch (thrown) {
    const error = toAppError(thrown)
    if (error.code === 'internal') log.error({ err: error, place }, error.message)
    return undefined
  }
}
