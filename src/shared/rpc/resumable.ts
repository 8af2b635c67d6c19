import { AppError } from '../errors'
import { envelopeSchema, parseText, unexpected } from './envelope'
import { Outbox } from './outbox'
import { Listeners } from './wire'
import type { Frame, Unsubscribe, Wire } from './wire'

/**
 * A wire that outlives the connections it runs over. Every frame travels in an envelope with its number and the number of
 * the last one that came from the other side; it is kept until the other side has told that it came, and sent again over
 * the next connection. What comes twice is dropped, so every frame is delivered once and in order.
 */
export interface ResumableOptions {
  /** So many characters of frames may wait for the other side; one more frame on top ends the wire. */
  readonly mostKept: number
  /** Bytes of the largest frame that the other side takes. */
  readonly largestFrame?: number
}

/** What carries texts as long as it lasts: it may lose what it was given last, but delivers the rest whole and in order. */
export interface Line {
  send(text: string): void
}

/** So much is taken in before it is acknowledged, where no frame goes the other way; far less than may be under way. */
const acknowledgeAfter = { frames: 16, characters: 64_000 }

/** One end of such a wire; both ends are alike. */
export class ResumableWire implements Wire {
  readonly #options: ResumableOptions
  readonly #frames = new Listeners<unknown>()
  readonly #closing = new Listeners<AppError>()
  readonly #outbox = new Outbox()
  #line: Line | undefined
  #isClosed = false
  #received = 0
  #unacknowledged = { frames: 0, characters: 0 }

  constructor(options: ResumableOptions) {
    this.#options = options
  }

  /** The number of the last frame that came, for the other side to go on after it. */
  get received(): number {
    return this.#received
  }

  send(frame: Frame): void {
    if (this.#isClosed) return
    const { largestFrame = Infinity, mostKept } = this.#options
    const text = JSON.stringify(frame)
    const bytes = bytesOf(text, largestFrame)
    if (bytes > largestFrame) throw tooLarge(bytes, largestFrame)
    if (this.#outbox.characters > mostKept) return this.close(tooSlow())
    this.#outbox.add(text)
    this.#flush()
  }

  onFrame(listener: (frame: unknown) => void): Unsubscribe {
    return this.#frames.add(listener)
  }

  onClose(listener: (reason: AppError) => void): Unsubscribe {
    return this.#closing.add(listener)
  }

  /**
   * Goes on over a new connection, in the place of the present one.
   * @param acknowledged the number of the last frame that the other side has
   * @throws AppError `bad-input` when it cannot be
   */
  attach(line: Line, acknowledged: number): void {
    this.#outbox.acknowledge(acknowledged)
    this.#outbox.rewind()
    this.#line = line
    this.#unacknowledged = { frames: 0, characters: 0 }
    this.#flush()
  }

  /** The connection is lost: what is sent from now on waits for the next. */
  detach(): void {
    this.#line = undefined
  }

  /**
   * Takes what came over the connection.
   * @throws AppError `bad-input` for what the other end of such a wire does not send
   */
  receive(text: string): void {
    if (this.#isClosed) return
    const envelope = parseText(envelopeSchema, text)
    this.#outbox.acknowledge(envelope.acknowledge)
    if ('sequence' in envelope) this.#take(envelope.sequence, envelope.frame, text.length)
    this.#flush()
  }

  /** Tells the other side how much has come, which also shows that this side is alive. */
  acknowledge(): void {
    this.#unacknowledged = { frames: 0, characters: 0 }
    this.#line?.send(JSON.stringify({ acknowledge: this.#received }))
  }

  /** Ends the wire on this side: open calls fail with the reason, and nothing travels any more. */
  close(reason: AppError): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#line = undefined
    this.#outbox.clear()
    this.#closing.tell(reason)
  }

  #take(sequence: number, frame: unknown, characters: number): void {
    if (sequence > this.#received + 1)
      throw unexpected(`frame ${this.#received + 1} comes next, and ${sequence} came`)
    const isNew = sequence === this.#received + 1
    if (isNew) this.#received = sequence
    const { frames, characters: before } = this.#unacknowledged
    this.#unacknowledged = { frames: frames + 1, characters: before + characters }
    if (isNew) this.#frames.tell(frame)
    const { frames: waiting, characters: taken } = this.#unacknowledged
    if (waiting >= acknowledgeAfter.frames || taken >= acknowledgeAfter.characters) this.acknowledge()
  }

  #flush(): void {
    while (this.#line) {
      const next = this.#outbox.next()
      if (!next) return
      this.#unacknowledged = { frames: 0, characters: 0 }
      const { sequence, text } = next
      this.#line.send(`{"sequence":${sequence},"acknowledge":${this.#received},"frame":${text}}`)
    }
  }
}

/** Bytes of a text in UTF-8, counted only where they may be more than `largest`: no letter takes more than three. */
function bytesOf(text: string, largest: number): number {
  return text.length * 3 <= largest ? text.length : new TextEncoder().encode(text).length
}

function tooLarge(length: number, largest: number): AppError {
  const [came, most] = [length, largest].map((bytes) => (bytes / 1e6).toFixed(1))
  return new AppError(
    'bad-input',
    `This is too much at once (${came} MB, and at most ${most} MB are taken): do it in several parts.`,
  )
}

function tooSlow(): AppError {
  return new AppError('disconnected', 'The other side does not take what is sent to it: load the page again.')
}
