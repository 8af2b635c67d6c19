import { EventEmitter } from 'node:events'
import { app } from './app'
import { displays, preventable } from './surroundings'
import { WebContents } from './web-contents'

type Options = Electron.BrowserWindowConstructorOptions

/** A window: its frame is imagined, its page is one of Chromium's. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents
  readonly options: Options
  #bounds: Electron.Rectangle
  #maximised = false
  #minimised = false
  #visible: boolean
  #destroyed = false
  focusCount = 0

  constructor(options: Options) {
    super()
    const { width = 800, height = 600, webPreferences = {} } = options
    // A page that is not kept apart from its preload script is something that this double cannot show.
    if (
      webPreferences.contextIsolation === false ||
      webPreferences.sandbox === false ||
      !webPreferences.preload
    )
      throw new Error('The double shows only pages that are isolated and sandboxed.')
    const [display = { x: 0, y: 0, width: 1920, height: 1080 }] = displays
    const middle = (start: number, room: number, size: number): number =>
      start + Math.round((room - size) / 2)
    const { x = middle(display.x, display.width, width), y = middle(display.y, display.height, height) } =
      options
    this.options = options
    this.#bounds = { x, y, width, height }
    this.#visible = options.show ?? true
    this.webContents = new WebContents(webPreferences.preload, { width, height })
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    app.windows.add(this)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...app.windows] as BrowserWindow[]
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address)
  }

  getBounds(): Electron.Rectangle {
    return this.#maximised ? { ...(displays[0] ?? this.#bounds) } : { ...this.#bounds }
  }

  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
    this.emit('resize')
    this.emit('move')
  }

  maximize(): void {
    this.#maximised = true
    this.emit('maximize')
  }

  unmaximize(): void {
    this.#maximised = false
    this.emit('unmaximize')
  }

  isMaximized(): boolean {
    return this.#maximised
  }

  minimize(): void {
    this.#minimised = true
  }

  restore(): void {
    this.#minimised = false
  }

  isMinimized(): boolean {
    return this.#minimised
  }

  show(): void {
    this.#visible = true
    this.emit('show')
  }

  hide(): void {
    this.#visible = false
    this.emit('hide')
  }

  isVisible(): boolean {
    return this.#visible
  }

  focus(): void {
    this.focusCount += 1
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  /** As a click on its cross does it. */
  close(): void {
    if (this.#destroyed) return
    const event = preventable({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    this.webContents.destroy()
    this.emit('closed')
    app.forget(this)
  }
}
