import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Host } from '../core/host'
import type { PageFile } from '../core/page-files'
import { pictureHeaders } from '../core/pictures/headers'
import { AppError, toAppError } from '../shared/errors'
import { largestUpload, nameHeader, pictureBase, temporaryPhotoAddress, uploadBase } from '../shared/upload'
import { json, plain, send, sendError } from './answers'
import { bodyOf } from './body'

/** The part of the core that requests reach. */
export type Served = Pick<Host, 'pictures' | 'temporaryPhotos' | 'uploads' | 'log'>

type Answering = (exchange: Exchange) => Promise<void>

interface Exchange {
  readonly host: Served
  /** What follows the route's own path, as it stands in the address. */
  readonly rest: string
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly answer: Answering
}

const routes: readonly Route[] = [
  { method: 'GET', path: pictureBase, answer: answerPicture },
  { method: 'POST', path: temporaryPhotoAddress, answer: takeTemporaryPhoto },
  { method: 'POST', path: uploadBase, answer: takeUpload },
]

/** Answers a request that was let in: from the page's files, or by the core. */
export async function answerRequest(
  host: Served,
  files: ReadonlyMap<string, PageFile>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '', method = '' } = request
  const isRead = method === 'GET' || method === 'HEAD'
  const file = files.get(url.split('?', 1)[0] ?? '')
  if (file && isRead) return send(response, 200, file)
  const route = routes.find((one) => url.startsWith(one.path) && (one.method === 'GET') === isRead)
  if (!route || (!isRead && method !== 'POST')) return send(response, 404, plain('There is nothing here.\n'))
  try {
    await route.answer({ host, rest: url.slice(route.path.length), request, response })
  } catch (thrown) {
    // Whoever left needs no answer, and that they left is no mistake.
    if (response.destroyed) return
    const error = toAppError(thrown)
    if (error.code === 'internal') host.log.error({ err: error }, error.message)
    if (response.headersSent) response.destroy()
    else sendError(response, error)
  }
}

async function answerPicture({ host, rest, response }: Exchange): Promise<void> {
  const left = new AbortController()
  response.once('close', () => left.abort())
  const picture = await host.pictures.get(rest, left.signal)
  const { body } = picture
  if (response.destroyed) return void body.destroy()
  response.writeHead(200, pictureHeaders(picture))
  if (response.req.method !== 'HEAD') return pipeline(body, response)
  body.destroy()
  response.end()
}

async function takeTemporaryPhoto({ host, rest, request, response }: Exchange): Promise<void> {
  if (rest !== '') throw new AppError('not-found', 'There is nothing here.')
  const name = decoded(String(request.headers[nameHeader] ?? ''))
  const offer = await host.temporaryPhotos.offerUpload(bodyOf(request, largestUpload), name)
  send(response, 200, json(offer))
}

async function takeUpload({ host, rest, request, response }: Exchange): Promise<void> {
  // Decoded after they are taken apart: a `%2f` is part of a name, and no file system takes such a name.
  const [batch = '', ...segments] = rest.split('/').map(decoded)
  if (segments.length === 0 || segments.some((segment) => segment.includes('/')))
    throw new AppError('bad-input', `Expected ${uploadBase}BATCH/PATH, with the path of a photo.`)
  await host.uploads.receive(batch, segments.join('/'), bodyOf(request, largestUpload))
  response.writeHead(204).end()
}

/** @throws AppError `bad-input` for what is not percent-encoded UTF-8 */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (thrown) {
    throw new AppError('bad-input', 'Expected a name in percent-encoded UTF-8.', undefined, thrown)
  }
}
