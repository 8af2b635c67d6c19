import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { join } from 'node:path'

/** A child of Node with the face of Electron's, on both sides. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess

  constructor(entry: string, parameters: string[], options: Electron.ForkOptions) {
    super()
    const [input = 'ignore', output = 'inherit', errors = 'inherit'] = options.stdio ?? []
    this.#child = fork(entry, parameters, {
      env: options.env as NodeJS.ProcessEnv,
      execArgv: [...(options.execArgv ?? []), '--import', join(import.meta.dirname, 'parent-port.mjs')],
      serialization: 'advanced',
      stdio: [input as 'ignore', output as 'pipe', errors as 'pipe', 'ipc'],
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.once('spawn', () => this.emit('spawn'))
    this.#child.once('exit', (code, signal) => this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15)))
  }

  get pid(): number | undefined {
    return this.#child.exitCode === null && this.#child.signalCode === null ? this.#child.pid : undefined
  }

  get stdout() {
    return this.#child.stdout
  }

  get stderr() {
    return this.#child.stderr
  }

  postMessage(message: unknown): void {
    this.#child.send(message as object, () => undefined)
  }

  kill(): boolean {
    return this.#child.kill()
  }
}

export const utilityProcess = {
  fork: (entry: string, parameters: string[] = [], options: Electron.ForkOptions = {}) =>
    new UtilityProcess(entry, parameters, options),
}
