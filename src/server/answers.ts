import type { ServerResponse } from 'node:http'
import type { PageFile } from '../core/page-files'
import { AppError } from '../shared/errors'
import type { ErrorCode } from '../shared/errors'
import { limits } from './limits'

/** Plain text that is not to be kept. */
export function plain(text: string, headers: PageFile['headers'] = {}): PageFile {
  const common = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return { body: Buffer.from(text), headers: { ...common, ...headers } }
}

export function json(value: unknown): PageFile {
  return plain(JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8' })
}

export function send(response: ServerResponse, status: number, { body, headers }: PageFile): void {
  if (response.destroyed) return
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(response.req.method === 'HEAD' ? undefined : body)
  if (!response.req.complete) dropRest(response)
}

/** The error as the page reads it, with the status that fits it. */
export function sendError(response: ServerResponse, error: AppError): void {
  send(response, statusOf(error), json({ error: error.toJSON() }))
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'bad-input': 400,
  denied: 403,
  'not-found': 404,
  exists: 409,
  busy: 409,
  unsupported: 415,
  unreadable: 422,
  cancelled: 499,
  'no-space': 507,
}

function statusOf(error: AppError): number {
  return isTooLarge(error) ? 413 : (statuses[error.code] ?? 500)
}

/** @param largest in bytes */
export function tooLarge(largest: number): AppError {
  const message = `Expected a photo of at most ${largest / 1e6} MB: make it smaller and try again.`
  return new AppError('bad-input', message, { largest })
}

function isTooLarge({ code, details }: AppError): boolean {
  return code === 'bad-input' && details?.['largest'] !== undefined
}

/**
 * A little of a body that nobody wants is read and dropped: a browser comes to reading the answer only once it has sent
 * everything. One that goes on and on is cut off.
 */
function dropRest({ req: request }: ServerResponse): void {
  const { socket } = request
  let dropped = 0
  const impatience = setTimeout(() => socket.destroy(), limits.restWithin)
  request.once('close', () => clearTimeout(impatience))
  request.on('error', () => undefined)
  request.on('data', (piece: Buffer) => {
    dropped += piece.length
    if (dropped > limits.restOfBody) socket.destroy()
  })
}
