import { open, rename, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError, cancelled, toAppError } from '../../shared/errors'
import { reasonUnreachable } from './unreachable'

export interface FetcherOptions {
  /** Milliseconds between two attempts; as many further ones are made without any progress. */
  readonly pauses?: readonly number[]
  /** Milliseconds without a byte after which an attempt is given up. */
  readonly patience?: number
}

export interface FetchRequest {
  readonly address: string
  /** Absolute; where the file is to lie. Until it is whole it has `.part` behind its name. */
  readonly path: string
  /** More bytes are not taken. */
  readonly largest: number
}

interface Attempt {
  readonly response: Response
  /** How many bytes are here already and are followed by those that come. */
  readonly start: number
  /** Of the whole file; null where the server does not say. */
  readonly total: number | null
}

const usualPauses = [500, 2_000, 5_000]
const usualPatience = 30_000

/** Fetches one file over HTTP; what has come is kept, so that a further attempt, also of another day, goes on from there. */
export class Fetcher {
  readonly #request: FetchRequest
  readonly #part: string
  readonly #pauses: readonly number[]
  readonly #patience: number
  #isResumed = false
  #md5: string | null = null

  constructor(
    request: FetchRequest,
    { pauses = usualPauses, patience = usualPatience }: FetcherOptions = {},
  ) {
    this.#request = request
    this.#part = `${request.path}.part`
    this.#pauses = pauses
    this.#patience = patience
  }

  /** Whether the file was put together from several answers. */
  get isResumed(): boolean {
    return this.#isResumed
  }

  /** The MD5, in hex, that the server says of the file; null where it says none. */
  get md5(): string | null {
    return this.#md5
  }

  /**
   * Fetches what is not here yet, and tells on the way how many bytes are.
   * @param what for people: whose weights they are
   * @throws AppError `disconnected` when several attempts in a row bring nothing; `not-found`, `bad-input`, `no-space`;
   *   `cancelled`, which keeps what has come
   */
  async *fetch(what: string, signal: AbortSignal): AsyncGenerator<{ done: number; total: number | null }> {
    for (let failures = 0; ;) {
      const before = await sizeOf(this.#part)
      try {
        yield* this.#attempt(signal)
        await rename(this.#part, this.#request.path)
        return
      } catch (thrown) {
        if (signal.aborted) throw cancelled()
        const error = toAppError(thrown)
        if (error.code !== 'internal') throw error
        const hasProgressed = (await sizeOf(this.#part)) > before
        const wait = this.#pauses[hasProgressed ? 0 : failures]
        if (wait === undefined) throw this.#unreachable(what, thrown)
        failures = hasProgressed ? 1 : failures + 1
        await pause(wait, undefined, { signal }).catch(() => undefined)
        if (signal.aborted) throw cancelled()
      }
    }
  }

  async *#attempt(signal: AbortSignal): AsyncGenerator<{ done: number; total: number | null }> {
    const silence = new AbortController()
    const timer = setTimeout(() => silence.abort(new Error('it has fallen silent')), this.#patience)
    try {
      const attempt = await this.#ask(AbortSignal.any([signal, silence.signal]))
      if (!attempt) return
      this.#isResumed ||= attempt.start > 0
      for await (const done of this.#receive(attempt)) {
        timer.refresh()
        yield { done, total: attempt.total }
      }
    } finally {
      clearTimeout(timer)
    }
  }

  /** The server's answer, understood; undefined where everything is here already. */
  async #ask(signal: AbortSignal): Promise<Attempt | undefined> {
    const here = await sizeOf(this.#part)
    const headers = { 'accept-encoding': 'identity', ...(here > 0 && { range: `bytes=${here}-` }) }
    const response = await fetch(this.#request.address, { headers, signal })
    this.#md5 = md5Of(response) ?? this.#md5
    const range = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '')
    const size = range?.[2] === undefined || range[2] === '*' ? null : Number(range[2])
    if (response.status === 416 && size === here) return undefined
    if (response.status === 200) return this.#checked({ response, start: 0, total: lengthOf(response) })
    if (response.status === 206 && Number(range?.[1]) === here) {
      return this.#checked({ response, start: here, total: size })
    }
    await response.body?.cancel()
    if (response.status === 206 || response.status === 416) {
      // What is here does not belong to what the server has.
      await rm(this.#part, { force: true })
      throw new Error('it has another file than before')
    }
    if (response.status === 429 || response.status >= 500)
      throw new Error(`it answers with ${response.status}`)
    throw this.#gone(response.status)
  }

  async #checked(attempt: Attempt): Promise<Attempt> {
    if ((attempt.total ?? 0) <= this.#request.largest) return attempt
    await attempt.response.body?.cancel()
    throw this.#tooLarge(attempt.total)
  }

  /** Writes what comes, and tells how many bytes of the file are here. */
  async *#receive({ response, start, total }: Attempt): AsyncGenerator<number> {
    const file = await open(this.#part, start > 0 ? 'r+' : 'w')
    let done = start
    try {
      for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        await writeAll(file, piece, done)
        done += piece.length
        if (done > this.#request.largest) throw this.#tooLarge(done)
        yield done
      }
      await file.sync()
    } finally {
      await file.close()
    }
    if (total !== null && done < total) throw new Error(`it ended after ${done} of ${total} bytes`)
  }

  #unreachable(what: string, thrown: unknown): AppError {
    const { address } = this.#request
    return new AppError(
      'disconnected',
      `${what}'s weights could not be fetched from ${new URL(address).host} (${reasonUnreachable(thrown)}): check the ` +
        `connection and try again, what has come is kept; or fetch ${address} elsewhere and run \`headstart models import ` +
        `${what} FILE.h5\`.`,
      { address },
      thrown,
    )
  }

  #gone(status: number): AppError {
    const { address } = this.#request
    return new AppError(
      'not-found',
      `Expected weights at ${address}, and the server says ${status}: import a file instead.`,
      {
        address,
        status,
      },
    )
  }

  #tooLarge(bytes: number | null): AppError {
    const { address, largest } = this.#request
    return new AppError(
      'bad-input',
      `Expected at most ${largest} bytes from ${address}, and ${bytes} come: that is not what Keras publishes.`,
      { address, bytes, largest },
    )
  }
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let from = 0; from < bytes.length;) {
    from += (await file.write(bytes, from, bytes.length - from, position + from)).bytesWritten
  }
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

function lengthOf(response: Response): number | null {
  const length = response.headers.get('content-length')
  return length === null ? null : Number(length)
}

/** The hash that the storage tells of its files: `x-goog-hash: crc32c=…, md5=…`, in base64. */
function md5Of({ headers }: Response): string | undefined {
  const [, encoded] = /(?:^|[,\s])md5=([A-Za-z\d+/]{22}==)/.exec(headers.get('x-goog-hash') ?? '') ?? []
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('hex')
}
