import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly sessionId?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

type Settle = { resolve(result: never): void; reject(error: Error): void }

/** A Chromium of the double's own, steered over a pipe: it ends with the process that holds the other end. */
export class Chromium extends EventEmitter {
  readonly #waiting = new Map<number, Settle>()
  readonly #profile: string
  readonly #program: string
  readonly #flags: readonly string[]
  #process: ChildProcess | undefined
  #nextId = 1

  /** @param profile absolute folder, empty @param flags beside those that the double needs */
  constructor(program: string, profile: string, flags: readonly string[]) {
    super()
    this.#program = program
    this.#profile = profile
    this.#flags = flags
  }

  start(): void {
    const own = [
      '--headless=new',
      '--no-startup-window',
      '--remote-debugging-pipe',
      '--remote-debugging-port=0',
    ]
    const parameters = [...own, `--user-data-dir=${this.#profile}`, ...this.#flags]
    this.#process = spawn(this.#program, parameters, {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    })
    this.#process.once('exit', () => this.#fail('Chromium ended.'))
    // What is said to a Chromium that is gone is lost.
    this.#input.on('error', () => undefined)
    this.#read(this.#process.stdio[4] as Readable)
  }

  /** Sends a command, to a page when `session` names one. */
  send<Result = unknown>(method: string, params: object = {}, session?: string): Promise<Result> {
    const id = this.#nextId++
    const sent = new Promise<Result>((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
    const message = { id, method, params, ...(session !== undefined && { sessionId: session }) }
    this.#input.write(`${JSON.stringify(message)}\0`)
    return sent
  }

  /** Where other programs steer the same Chromium: the tests do, with Playwright. */
  debuggerAddress(): string {
    const [port] = readFileSync(join(this.#profile, 'DevToolsActivePort'), 'utf8').split('\n')
    return `http://127.0.0.1:${port}`
  }

  /** Its profile is thrown away, so it need not put anything in order. */
  async close(): Promise<void> {
    if (!this.#process || this.#process.exitCode !== null) return
    const ended = once(this.#process, 'exit')
    this.#process.kill('SIGKILL')
    await ended
  }

  get #input(): Writable {
    return this.#process?.stdio[3] as Writable
  }

  #read(stream: Readable): void {
    let pending: Buffer[] = []
    stream.on('data', (chunk: Buffer) => {
      for (let from = 0; ;) {
        const end = chunk.indexOf(0, from)
        pending.push(chunk.subarray(from, end < 0 ? undefined : end))
        if (end < 0) return
        this.#take(JSON.parse(Buffer.concat(pending).toString()) as Message)
        pending = []
        from = end + 1
      }
    })
  }

  #take({ id, method, params, sessionId, result, error }: Message): void {
    if (id === undefined) return void this.emit(`${sessionId ?? ''}/${method}`, params)
    const settle = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) settle?.reject(new Error(error.message))
    else settle?.resolve(result as never)
  }

  #fail(reason: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(reason))
    this.#waiting.clear()
  }
}
