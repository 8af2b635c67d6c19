import type { WebSocket } from 'ws'
import { AppError } from '../shared/errors'
import { ResumableWire } from '../shared/rpc/resumable'
import type { Limits } from './limits'
import { randomSecret } from './one-time-tokens'

/** A page that is connected, or was a moment ago: its wire, over one connection after the other. */
export class Session {
  /** Who does not know it cannot go on with the session. */
  readonly id = randomSecret()
  readonly wire: ResumableWire
  readonly #limits: Limits
  #socket: WebSocket | undefined
  #patience: NodeJS.Timeout | undefined

  constructor(limits: Limits) {
    this.#limits = limits
    this.wire = new ResumableWire({ mostKept: limits.kept })
    this.wire.onClose(() => {
      clearTimeout(this.#patience)
      this.#socket?.close(1013)
      this.#socket = undefined
    })
  }

  /** Whether its page is connected. */
  get isPresent(): boolean {
    return this.#socket !== undefined
  }

  /**
   * Goes on over a new connection, in the place of the present one.
   * @param acknowledged the number of the last frame that the page has
   * @throws AppError `bad-input` when it cannot be
   */
  use(socket: WebSocket, acknowledged: number): void {
    clearTimeout(this.#patience)
    const former = this.#socket
    this.#socket = socket
    former?.terminate()
    socket.send(JSON.stringify({ session: this.id, acknowledge: this.wire.received }))
    this.wire.attach({ send: (text) => this.#sendOver(socket, text) }, acknowledged)
  }

  /** The connection is lost: the page may be back soon, with another, unless it was left `forGood`. */
  leave(socket: WebSocket, forGood: boolean): void {
    if (socket !== this.#socket) return
    if (forGood) return this.end('The page was left.')
    this.#socket = undefined
    this.wire.detach()
    this.#patience = setTimeout(() => this.end('The page was away for too long.'), this.#limits.away).unref()
  }

  /** Ends the calls of the page; jobs go on. @param reason for people */
  end(reason: string): void {
    this.wire.close(new AppError('disconnected', reason))
  }

  #sendOver(socket: WebSocket, text: string): void {
    if (socket.bufferedAmount > this.#limits.buffered) socket.terminate()
    else socket.send(text)
  }
}
