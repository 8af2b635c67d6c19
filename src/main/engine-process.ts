import { EventEmitter } from 'node:events'
import { createWriteStream } from 'node:fs'
import { utilityProcess } from 'electron'
import type { UtilityProcess } from 'electron'
import type { EngineProcess, ForkSettings } from '../core/engine/process'
import { prepareLogFile } from '../core/log'
import { endOfChannel } from '../shared/rpc/channel-end'

/** An engine in a process of Electron's, which looks like a child of Node to the core. */
export function forkUtility(entry: string, { environment, log }: ForkSettings): EngineProcess {
  const child = utilityProcess.fork(entry, [], {
    env: environment,
    execArgv: [],
    serviceName: 'Headstart engine',
    stdio: ['ignore', log === null ? 'inherit' : 'pipe', log === null ? 'inherit' : 'pipe'],
  })
  if (log !== null) keepOutput(child, log)
  return new EngineUtility(child)
}

function keepOutput(child: UtilityProcess, log: string): void {
  prepareLogFile(log)
  const file = createWriteStream(log, { flags: 'a' })
  // A log that cannot be written is no reason to stop a training.
  file.on('error', () => undefined)
  child.stdout?.pipe(file, { end: false })
  child.stderr?.pipe(file, { end: false })
  child.once('exit', () => setImmediate(() => file.end()))
}

class EngineUtility extends EventEmitter implements EngineProcess {
  readonly #child: UtilityProcess
  #ended = false

  constructor(child: UtilityProcess) {
    super()
    this.#child = child
    child.on('message', (message) => this.emit('message', message))
    child.once('exit', (code) => {
      this.#ended = true
      this.emit('exit', code, null)
      // What the process still said may arrive after the news of its end.
      setImmediate(() => this.emit('disconnect'))
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  send(message: object, done: (error: Error | null) => void): boolean {
    if (!this.#ended) this.#child.postMessage(message)
    queueMicrotask(() => done(this.#ended ? new Error('The engine has ended.') : null))
    return !this.#ended
  }

  /** A utility process has a port that its parent cannot close: it is told so instead. */
  disconnect(): void {
    if (!this.#ended) this.#child.postMessage(endOfChannel)
  }

  /** Electron's own `kill` asks politely, which an engine deep in a computation does not hear. */
  kill(signal: 'SIGKILL'): boolean {
    const { pid } = this.#child
    if (this.#ended || pid === undefined) return false
    try {
      return process.kill(pid, signal)
    } catch {
      return false
    }
  }
}
