import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Host } from '../core/host'
import { readPage } from '../core/page-files'
import type { PageFile } from '../core/page-files'
import { AppError, toAppError } from '../shared/errors'
import { addressesOf, loopback, requireAddress } from './addresses'
import { plain, send } from './answers'
import { createGuard } from './guard'
import type { Guard } from './guard'
import { limits as ordinaryLimits } from './limits'
import type { Limits } from './limits'
import { refusalPage } from './refusal'
import { answerRequest } from './routes'
import type { Served } from './routes'
import { securityHeaders } from './security-headers'
import { Sessions } from './sessions'
import { shellHandlers } from './shell'
import { wireEndpoint } from './wire-endpoint'

export interface ServerOptions {
  readonly host: Served & Pick<Host, 'attach'>
  /** 0: any that is free. */
  readonly port: number
  /** IP address of this computer to listen on; left out: the loopback, which nobody else reaches. */
  readonly address?: string | undefined
  /** Absolute folder of the built page. */
  readonly rendererFolder: string
  /** Headstart's own. */
  readonly version: string
  readonly limits?: Partial<Limits>
}

export interface RunningServer {
  /** The address to open, with the token that lets a browser in, once. */
  readonly url: string
  /** An address with a fresh token, for another browser; addresses that were not opened yet no longer let in. */
  freshUrl(): string
  close(): Promise<void>
}

/**
 * Serves the page and everything that it asks, to whoever opens the address.
 * @throws AppError `busy` when the port is taken; `not-found` when the page was not built; `bad-input` for a wrong address
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host, version, rendererFolder, address = loopback } = options
  const limits: Limits = { ...ordinaryLimits, ...options.limits }
  requireAddress(address)
  const files = await readPage(rendererFolder)
  const server = createLimitedServer(limits)
  const port = await listen(server, options.port, address)
  const { hosts, printed } = addressesOf(address, port)
  const guard = createGuard(port, hosts)
  const sessions = new Sessions((wire) => host.attach(wire, shellHandlers(version)), limits)
  // Running out of files, for one, is no reason to end.
  server.on('error', (error) => host.log.error({ err: error }, error.message))
  server.on('request', (request, response) => void answer({ guard, files, host }, request, response))
  server.on('upgrade', wireEndpoint(guard, sessions, limits))
  const freshUrl = (): string => `http://${printed}/?token=${guard.freshToken()}`
  return {
    url: freshUrl(),
    freshUrl,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      sessions.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function createLimitedServer(limits: Limits): Server {
  const server = createServer({
    maxHeaderSize: limits.head,
    headersTimeout: limits.headWithin,
    requestTimeout: limits.requestWithin,
    connectionsCheckingInterval: Math.min(1000, limits.headWithin),
  })
  server.maxConnections = limits.connections
  return server
}

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, address)))
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port))
  })
}

function listenError(error: NodeJS.ErrnoException, port: number, address: string): AppError {
  if (error.code === 'EADDRINUSE')
    return new AppError('busy', `Port ${port} is taken: choose another with \`--port\`.`, { port }, error)
  if (error.code === 'EADDRNOTAVAIL')
    return new AppError(
      'bad-input',
      `${address} is no address of this computer: choose another.`,
      { address },
      error,
    )
  return toAppError(error)
}

interface Service {
  readonly guard: Guard
  readonly files: ReadonlyMap<string, PageFile>
  readonly host: Served
}

async function answer(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
  const verdict = service.guard.check(request)
  if (verdict.kind === 'refuse') return send(response, 403, refusalPage(verdict.reason))
  if (verdict.kind === 'pass') return answerRequest(service.host, service.files, request, response)
  // Away from the address with the token, so that it does not stay in the address bar.
  const cookie = verdict.kind === 'enter' ? { 'set-cookie': verdict.cookie } : {}
  send(response, 303, plain('', { location: '/', ...cookie }))
}
