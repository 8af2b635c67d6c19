import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultSession } from './session'
import { setReady } from './protocol'
import { chromium, home, preventable, root, userData } from './surroundings'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const instances = join(userData, 'instances')

/** A window as the application's end sees it. */
interface OpenWindow {
  close(): void
  destroy(): void
  isDestroyed(): boolean
}

class App extends EventEmitter {
  readonly isPackaged = false
  readonly windows = new Set<OpenWindow>()
  sandboxed = false
  relaunchedWith: string[] | undefined
  #quitting = false
  #ready: Promise<void> | undefined

  async #start(): Promise<void> {
    mkdirSync(userData, { recursive: true })
    chromium.start()
    await chromium.send('Target.setAutoAttach', {
      autoAttach: true,
      waitForDebuggerOnStart: true,
      flatten: true,
      filter: [{ type: 'page', exclude: false }],
    })
    await defaultSession.watchDownloads()
    setReady()
    this.emit('ready', {})
  }

  /** Chromium is started when it is first asked for: a second instance never does. */
  whenReady(): Promise<void> {
    this.#ready ??= this.#start()
    return this.#ready
  }

  enableSandbox(): void {
    this.sandboxed = true
  }

  getAppPath(): string {
    return root
  }

  getVersion(): string {
    return version
  }

  getPath(name: string): string {
    const folders: Record<string, string> = { userData, home }
    const folder = folders[name]
    if (folder === undefined) throw new Error(`The double has no folder ${name}.`)
    return folder
  }

  /** The first process that asks has it, until it ends; what later ones say is laid beside it. */
  requestSingleInstanceLock(data: unknown): boolean {
    mkdirSync(instances, { recursive: true })
    const holder = join(instances, 'holder')
    const [pid] = readdirSync(instances).includes('holder') ? [Number(readFileSync(holder, 'utf8'))] : []
    if (pid !== undefined && isAlive(pid)) {
      const said = { argv: process.argv, folder: process.cwd(), data }
      writeFileSync(join(instances, `${process.pid}.new`), JSON.stringify(said))
      return false
    }
    writeFileSync(holder, String(process.pid))
    setInterval(() => this.#hearOthers(), 50)
    return true
  }

  #hearOthers(): void {
    for (const name of readdirSync(instances).filter((one) => one.endsWith('.new'))) {
      const path = join(instances, name)
      const text = readFileSync(path, 'utf8')
      if (text === '') continue
      rmSync(path)
      const { argv, folder, data } = JSON.parse(text) as { argv: string[]; folder: string; data: unknown }
      this.emit('second-instance', {}, argv, folder, data)
    }
  }

  relaunch({ args }: { args: string[] }): void {
    this.relaunchedWith = args
  }

  quit(): void {
    if (this.#quitting) return
    const before = preventable({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#quitting = true
    for (const window of [...this.windows]) {
      window.close()
      if (!window.isDestroyed()) {
        this.#quitting = false
        return
      }
    }
    const will = preventable({})
    this.emit('will-quit', will)
    this.#quitting = !will.defaultPrevented
    if (this.#quitting) this.exit(0)
  }

  exit(code = 0): void {
    this.#quitting = true
    for (const window of [...this.windows]) window.destroy()
    this.emit('quit', {}, code)
    void chromium.close().finally(() => process.exit(code))
  }

  /** A window was closed. */
  forget(window: OpenWindow): void {
    this.windows.delete(window)
    if (this.windows.size > 0 || this.#quitting) return
    if (!this.emit('window-all-closed')) this.quit()
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

export const app = new App()
