import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError, toAppError } from '../shared/errors'
import type { ErrorCode } from '../shared/errors'
import { readPage } from '../core/page-files'
import type { PageFile } from '../core/page-files'
import { createGuard } from './guard'
import type { Guard } from './guard'
import { refusalPage } from './refusal'
import { classifyUpload, isTooLarge } from './upload'
import type { PhotoClassifier } from './upload'

export interface ServerOptions {
  readonly host: { client(): PhotoClassifier }
  /** 0: any that is free. */
  readonly port: number
  /** Absolute folder of the built page. */
  readonly rendererFolder: string
}

export interface RunningServer {
  /** The address to open, with the token that lets a browser in. */
  readonly url: string
  close(): Promise<void>
}

interface Service {
  readonly guard: Guard
  readonly files: ReadonlyMap<string, PageFile>
  readonly classifier: PhotoClassifier
  readonly uploads: string
}

const address = '127.0.0.1'

const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' blob: data:; " +
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * Serves the page and answers its photos, on the loopback alone.
 * @throws AppError `busy` when the port is taken; `not-found` when the page was not built
 */
export async function startServer({ host, port, rendererFolder }: ServerOptions): Promise<RunningServer> {
  const files = await readPage(rendererFolder)
  const server = createServer()
  const listening = await listen(server, port)
  const guard = createGuard(listening)
  const uploads = await mkdtemp(join(tmpdir(), 'headstart-uploads-'))
  const service: Service = { guard, files, classifier: host.client(), uploads }
  server.on('request', (request, response) => void answer(service, request, response))
  return {
    url: `http://${address}:${listening}/?token=${guard.token}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeAllConnections()
      await closed
      await rm(uploads, { recursive: true, force: true })
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = new AppError(
        'busy',
        `Port ${port} is taken: choose another with \`--port\`.`,
        { port },
        error,
      )
      reject(error.code === 'EADDRINUSE' ? taken : toAppError(error))
    })
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port))
  })
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  const verdict = service.guard.check(request)
  if (verdict.kind === 'refuse') return send(response, 403, refusalPage(verdict.reason))
  if (verdict.kind === 'enter') {
    // Away from the address with the token, so that it does not stay in the address bar.
    return send(response, 303, page('', { location: '/', 'set-cookie': verdict.cookie }))
  }
  if (request.url === '/photos' && request.method === 'POST') return answerPhoto(service, request, response)
  const file = service.files.get(request.url?.split('?', 1)[0] ?? '')
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (!file || !isRead) return send(response, file ? 405 : 404, page('There is nothing here.\n'))
  send(response, 200, file)
}

async function answerPhoto(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const left = new AbortController()
  response.on('close', () => left.abort())
  try {
    const result = await classifyUpload(request, service.classifier, service.uploads, left.signal)
    send(response, 200, json(result))
  } catch (thrown) {
    const error = toAppError(thrown)
    // What is left of the body is read and dropped, or the browser would not come to reading the answer.
    request.resume()
    send(response, statusOf(error), json({ error: error.toJSON() }))
  }
}

const statuses: Partial<Record<ErrorCode, number>> = { 'bad-input': 400, unreadable: 422, unsupported: 415 }

function statusOf(error: AppError): number {
  return isTooLarge(error) ? 413 : (statuses[error.code] ?? 500)
}

function page(text: string, headers: PageFile['headers'] = {}): PageFile {
  const common = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return { body: Buffer.from(text), headers: { ...common, ...headers } }
}

function json(value: unknown): PageFile {
  return page(JSON.stringify(value), { 'content-type': 'application/json; charset=utf-8' })
}

function send(response: ServerResponse, status: number, { body, headers }: PageFile): void {
  if (response.destroyed) return
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}
