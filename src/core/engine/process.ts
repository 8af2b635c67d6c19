import { fork as forkNode } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { prepareLogFile } from '../log'

/** What the core needs of the engine process: a Node child has it, and Electron's can be made to look so. */
export interface EngineProcess {
  readonly pid?: number | undefined
  send(message: object, done: (error: Error | null) => void): boolean
  on(event: 'message', listener: (message: unknown) => void): unknown
  once(event: 'disconnect', listener: () => void): unknown
  once(event: 'exit', listener: (code: number | null, signal: string | null) => void): unknown
  once(event: 'error', listener: (error: Error) => void): unknown
  /** Closes the channel; the engine then ends by itself. */
  disconnect(): void
  kill(signal: 'SIGKILL'): boolean
}

export interface ForkSettings {
  readonly environment: NodeJS.ProcessEnv
  /** Absolute path of the file that gets the chatter of TensorFlow and HDF5; null: the host's own standard error. */
  readonly log: string | null
}

export type ForkEngine = (entry: string, settings: ForkSettings) => EngineProcess

/** A child of plain Node, with the Node that runs the host. */
export function forkEngine(entry: string, { environment, log }: ForkSettings): EngineProcess {
  const output = log === null ? 2 : openForAppending(log)
  try {
    return forkNode(entry, { env: environment, execArgv: [], stdio: ['ignore', output, output, 'ipc'] })
  } finally {
    if (log !== null) closeSync(output)
  }
}

function openForAppending(path: string): number {
  prepareLogFile(path)
  return openSync(path, 'a')
}

/** Resolves, with words for people, once the process has ended and everything that it still said has arrived. */
export function ending(child: EngineProcess): Promise<string> {
  const disconnected = new Promise<void>((resolve) => child.once('disconnect', resolve))
  const exited = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`)),
  )
  // A process that could not be started says neither of the two.
  const failed = new Promise<string>((resolve) => child.once('error', ({ message }) => resolve(message)))
  return Promise.race([failed, Promise.all([exited, disconnected]).then(([how]) => how)])
}
