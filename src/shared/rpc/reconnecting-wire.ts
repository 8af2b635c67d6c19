import { AppError } from '../errors'
import { parseText, welcomeSchema } from './envelope'
import { ResumableWire } from './resumable'
import type { Line } from './resumable'
import { Listeners, frameSchema } from './wire'
import type { Frame, Unsubscribe, Wire } from './wire'

/** A connection that carries texts, until it is lost or closed. */
export interface Connection extends Line {
  close(): void
}

/** What a connection tells; `lost` at most once, and nothing after it. */
export interface ConnectionEvents {
  opened(): void
  text(text: string): void
  lost(): void
}

export interface ReconnectingOptions {
  /** Begins a connection to the server. */
  readonly open: (events: ConnectionEvents) => Connection
  /** Told when calls travel again, and when they do not. */
  readonly onState: (connected: boolean) => void
  /** Milliseconds before it is tried again; each following try waits twice as long, up to 20 times as long. */
  readonly pause?: number
  /** A connection over which nothing comes for so many milliseconds is given up: the server says something more often. */
  readonly silence?: number
}

/** A million bytes are what the server takes at once; the envelope needs a few of them. */
const largestFrame = 990_000

/** What waits while the connection is away; far more than a person asks meanwhile. */
const mostKept = 16_000_000

/**
 * The wire of a page to a server that keeps sessions: a lost connection is taken up again by itself, for as long as the
 * page lives. Where the server has given up the session meanwhile (it was started anew, or the page was away for too long),
 * the calls that were open fail as `disconnected`, and later ones go on in a new session.
 */
export class ReconnectingWire implements Wire {
  readonly #options: Required<ReconnectingOptions>
  readonly #frames = new Listeners<unknown>()
  readonly #openCalls = new Set<number>()
  #session: string | null = null
  #end: ResumableWire
  #connection: Connection | undefined
  #isConnected = true
  #isClosed = false
  #failures = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(options: ReconnectingOptions) {
    this.#options = { pause: 250, silence: 45_000, ...options }
    this.#end = this.#newEnd()
    this.#connect()
  }

  send(frame: Frame): void {
    if (this.#isClosed) return
    // Before it is sent, because sending may end the session, and that every open call.
    if (frame.type === 'call') this.#openCalls.add(frame.id)
    else this.#openCalls.delete(frame.id)
    try {
      this.#end.send(frame)
    } catch (refused) {
      this.#openCalls.delete(frame.id)
      throw refused
    }
  }

  onFrame(listener: (frame: unknown) => void): Unsubscribe {
    return this.#frames.add(listener)
  }

  /** Never told: there may always be a next connection. */
  onClose(): Unsubscribe {
    return () => undefined
  }

  /** Lets go of the connection and takes up no other. */
  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
    this.#connection?.close()
    this.#connection = undefined
  }

  #newEnd(): ResumableWire {
    const end = new ResumableWire({ mostKept, largestFrame })
    end.onFrame((frame) => this.#deliver(frame))
    end.onClose(() => this.#giveUpSession())
    return end
  }

  #deliver(raw: unknown): void {
    const frame = frameSchema.safeParse(raw).data
    if (frame?.type === 'value' || frame?.type === 'end' || frame?.type === 'error')
      this.#openCalls.delete(frame.id)
    this.#frames.tell(raw)
  }

  #connect(): void {
    let isWelcome = false
    const isPresent = (): boolean => this.#connection === connection
    const connection = this.#options.open({
      opened: () => {
        if (!isPresent()) return
        connection.send(JSON.stringify({ session: this.#session, acknowledge: this.#end.received }))
      },
      text: (text) => {
        if (!isPresent()) return
        this.#expectMore()
        try {
          if (isWelcome) this.#end.receive(text)
          else this.#welcome(connection, text)
          isWelcome = true
        } catch {
          // What came makes no sense, so nothing that follows on it would: begin anew.
          this.#giveUpSession()
        }
      },
      lost: () => isPresent() && this.#lost(),
    })
    this.#connection = connection
    this.#expectMore()
  }

  #welcome(connection: Connection, text: string): void {
    const { session, acknowledge } = parseText(welcomeSchema, text)
    if (this.#session !== null && session !== this.#session) this.#failOpenCalls()
    this.#session = session
    this.#end.attach(connection, acknowledge)
    this.#failures = 0
    this.#tell(true)
  }

  #lost(): void {
    this.#end.detach()
    this.#connection = undefined
    this.#tell(false)
    const pause = this.#options.pause * Math.min(2 ** this.#failures, 20)
    this.#failures += 1
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#connect(), pause)
  }

  #expectMore(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#connection?.close()
      this.#lost()
    }, this.#options.silence)
  }

  #giveUpSession(): void {
    this.#session = null
    this.#failOpenCalls()
    this.#connection?.close()
    if (this.#connection) this.#lost()
  }

  /** In the place of answers that will not come any more; what was not sent yet is not sent either. */
  #failOpenCalls(): void {
    this.#end = this.#newEnd()
    const message =
      'The connection to Headstart was lost for too long, or Headstart was started anew: do it again.'
    const error = new AppError('disconnected', message).toJSON()
    const ids = [...this.#openCalls]
    this.#openCalls.clear()
    for (const id of ids) this.#frames.tell({ type: 'error', id, error } satisfies Frame)
  }

  #tell(isConnected: boolean): void {
    if (isConnected === this.#isConnected) return
    this.#isConnected = isConnected
    this.#options.onState(isConnected)
  }
}
