import type { RawData, WebSocket } from 'ws'
import { AppError, toAppError } from '../shared/errors'
import { helloSchema, parseText } from '../shared/rpc/envelope'
import type { Unsubscribe, Wire } from '../shared/rpc/wire'
import type { Limits } from './limits'
import { Session } from './session'

/** What WebSockets say when they close: RFC 6455, 7.4. */
const goingAway = 1001
const brokenRules = 1008
const tryAgainLater = 1013

/** The pages that are connected or may come back, and their connections. */
export class Sessions {
  readonly #attach: (wire: Wire) => Unsubscribe
  readonly #limits: Limits
  readonly #sessions = new Map<string, Session>()
  readonly #sockets = new Set<WebSocket>()
  /** Connections that gave a sign of life since the last heartbeat. */
  readonly #alive = new WeakSet<WebSocket>()
  readonly #heartbeat: NodeJS.Timeout

  /** @param attach puts the core behind the wire of a new page */
  constructor(attach: (wire: Wire) => Unsubscribe, limits: Limits) {
    this.#attach = attach
    this.#limits = limits
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeat).unref()
  }

  /** Whether no further connection is taken. */
  get isFull(): boolean {
    return this.#sockets.size >= this.#limits.sessions
  }

  /** Takes a connection of a page that was let in. */
  take(socket: WebSocket): void {
    this.#sockets.add(socket)
    this.#alive.add(socket)
    let session: Session | undefined
    let isOver = false
    const impatience = setTimeout(() => socket.terminate(), this.#limits.helloWithin)
    socket.on('message', (data, isBinary) => {
      if (isOver) return
      this.#alive.add(socket)
      clearTimeout(impatience)
      try {
        const text = textOf(data, isBinary)
        if (session) return session.wire.receive(text)
        const { session: id, acknowledge } = parseText(helloSchema, text)
        const known = this.#sessions.get(id ?? '')
        session = known ?? this.#begin()
        session.use(socket, known ? acknowledge : 0)
      } catch (thrown) {
        // No page of ours sends that, and what comes after it cannot be trusted to be in order.
        isOver = true
        socket.close(toAppError(thrown).code === 'busy' ? tryAgainLater : brokenRules)
        session?.end('The page sent what cannot be understood.')
      }
    })
    socket.on('pong', () => this.#alive.add(socket))
    // Too long a message and the like: `close` follows.
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      clearTimeout(impatience)
      this.#sockets.delete(socket)
      // A tab that was closed or reloaded says so, and does not come back with this session.
      session?.leave(socket, code === goingAway)
    })
  }

  /** Ends every session and connection. */
  close(): void {
    clearInterval(this.#heartbeat)
    for (const session of this.#sessions.values()) session.end('Headstart was closed.')
    for (const socket of this.#sockets) socket.terminate()
  }

  /** @throws AppError `busy` when too many pages are connected */
  #begin(): Session {
    if (this.#sessions.size >= this.#limits.sessions) {
      // The one that began first of those that are away.
      const away = [...this.#sessions.values()].find((session) => !session.isPresent)
      away?.end('Other pages took the place of this one.')
      if (!away) throw new AppError('busy', 'Too many pages of Headstart are open: close some of them.')
    }
    const session = new Session(this.#limits)
    this.#sessions.set(session.id, session)
    const detach = this.#attach(session.wire)
    session.wire.onClose(() => {
      this.#sessions.delete(session.id)
      detach()
    })
    return session
  }

  /** Pings find connections whose other end is gone; the texts tell pages that this end is not. */
  #beat(): void {
    for (const socket of this.#sockets) {
      if (!this.#alive.delete(socket)) socket.terminate()
      else socket.ping()
    }
    for (const session of this.#sessions.values()) session.wire.acknowledge()
  }
}

function textOf(data: RawData, isBinary: boolean): string {
  if (isBinary || !Buffer.isBuffer(data)) throw new TypeError('not a text')
  return data.toString()
}
