import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { launchOptions } from '../chromium'
import type { Commands } from './double/control'

export interface LaunchOptions {
  /** Absolute folder that stands for the user's own: settings, and what the window remembers. */
  readonly home: string
  /** Named on the command line. */
  readonly project?: string
  /** The parts of the displays that windows can have, the main one first. */
  readonly displays?: readonly Electron.Rectangle[]
}

/** Electron's double with the application in it. */
export interface Double {
  /** Resolves once the window has been shown; rejects when the process ended before. */
  readonly shown: Promise<void>
  /** The exit status, or the signal. */
  readonly ended: Promise<number | string>
  readonly pid: number
  ask<Name extends keyof Commands>(
    command: Name,
    ...parameters: Parameters<Commands[Name]>
  ): Promise<Awaited<ReturnType<Commands[Name]>>>
  kill(signal: NodeJS.Signals): void
}

const root = resolve(import.meta.dirname, '..', '..')
const oneDisplay = [{ x: 0, y: 0, width: 1920, height: 1040 }]

/** Starts the application's bundles as they are, with the double in the place of Electron. */
export async function launchDouble({ home, project, displays = oneDisplay }: LaunchOptions): Promise<Double> {
  await mkdir(home, { recursive: true })
  const profile = await mkdtemp(join(tmpdir(), 'headstart-double-'))
  const child = fork(join(root, 'out', 'main', 'index.js'), project === undefined ? [] : [project], {
    cwd: home,
    execArgv: ['--import', join(import.meta.dirname, 'double', 'register.mjs')],
    env: {
      ...process.env,
      HEADSTART_SETTINGS: join(home, 'settings'),
      HEADSTART_DOUBLE_HOME: home,
      HEADSTART_DOUBLE_PROFILE: profile,
      HEADSTART_DOUBLE_CHROMIUM: launchOptions.executablePath,
      HEADSTART_DOUBLE_FLAGS: JSON.stringify(launchOptions.args),
      HEADSTART_DOUBLE_DISPLAYS: JSON.stringify(displays),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(async ([code, signal]) => {
    // Chromium notices a moment later that it is alone, and writes until then.
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    return (signal ?? code) as number | string
  })
  return {
    ended,
    shown: firstShown(child),
    pid: child.pid ?? 0,
    ask: asker(child),
    kill: (signal) => child.kill(signal),
  }
}

function firstShown(child: ChildProcess): Promise<void> {
  const shown = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => message === 'shown' && resolve())
    child.once('exit', () => reject(new Error('The application ended before it showed its window.')))
  })
  // Not everybody waits for the window.
  shown.catch(() => undefined)
  return shown
}

function asker(child: ChildProcess): Double['ask'] {
  const waiting = new Map<number, (answer: { value?: unknown; problem?: string }) => void>()
  let nextId = 1
  child.on(
    'message',
    (message: { id?: number; value?: unknown; problem?: string }) =>
      message.id !== undefined && waiting.get(message.id)?.(message),
  )
  child.once('exit', () => waiting.forEach((settle) => settle({ problem: 'The application ended.' })))
  return (command, ...parameters) =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, ({ value, problem }) => {
        waiting.delete(id)
        if (problem === undefined) resolve(value as never)
        else reject(new Error(problem))
      })
      child.send(
        { id, command, parameters },
        (error) => error && waiting.get(id)?.({ problem: error.message }),
      )
    })
}
