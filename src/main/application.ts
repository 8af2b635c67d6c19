import { join } from 'node:path'
import { app, session } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Host } from '../core/host'
import type { PageFile } from '../core/page-files'
import { keepMenu } from './application-menu'
import { askToLeave, tellFailure, tellGraphicsGone, tellPageGone } from './boxes'
import { guardNetwork } from './guards'
import { Leaving } from './leaving'
import { openMainWindow } from './main-window'
import { MenuCommands } from './menu-commands'
import { servePageOf } from './page-wire'
import { guardPermissions } from './permissions'
import { pictureResponse } from './picture-response'
import { servePage, servePictures } from './protocols'
import { shellHandlers } from './shell-handlers'
import { strings } from './strings'

export interface ApplicationSettings {
  readonly host: Host
  /** The files of the built page. */
  readonly page: ReadonlyMap<string, PageFile>
  /** Absolute path of the preload script's bundle. */
  readonly preload: string
  onShown(): void
}

/** The window and what belongs to it, around a host. Electron has to be ready. */
export class Application {
  readonly #settings: ApplicationSettings
  readonly #commands = new MenuCommands()
  readonly #leaving: Leaving
  #window: BrowserWindow | undefined

  constructor(settings: ApplicationSettings) {
    const { host, page } = settings
    this.#settings = settings
    this.#leaving = new Leaving({
      jobs: () => host.project.servicesIfOpen?.jobs.list() ?? [],
      client: host.client(),
      ask: (jobs) => askToLeave(this.#window, jobs),
      close: () => this.#close(),
      quit: () => app.quit(),
      onError: (err) => host.log.error({ err }, 'The way out failed.'),
    })
    servePage(page)
    servePictures((place, signal) => pictureResponse(host, place, signal))
    guardNetwork(session.defaultSession)
    guardPermissions(session.defaultSession, () => this.#window)
    this.#listen()
  }

  /** Shows the window, opening it where it is closed. */
  show(): void {
    if (!this.#window) this.#open()
    if (this.#window?.isMinimized()) this.#window.restore()
    this.#window?.focus()
  }

  /** Opens a project that was named from outside; a failure is told in a box. @param folder absolute */
  async openProject(folder: string): Promise<void> {
    try {
      await this.#settings.host.client()['project.open']({ folder })
    } catch (error) {
      await tellFailure(this.#window, strings.failure.project, error)
    }
  }

  /** Ends everything without asking. */
  leave(): Promise<void> {
    return this.#leaving.now()
  }

  #listen(): void {
    const { log } = this.#settings.host
    app.on('activate', () => this.show())
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') app.quit()
    })
    app.on('before-quit', (event) => {
      if (this.#leaving.done) return
      event.preventDefault()
      this.#leaving.request()
    })
    app.on('child-process-gone', (_event, { type, reason }) => {
      log.warn({ type, reason }, 'A process of Electron is gone.')
      if (type === 'GPU' && reason === 'launch-failed') void tellGraphicsGone(this.#window, reason)
    })
    keepMenu({
      host: this.#settings.host,
      commands: this.#commands,
      window: () => this.#window,
      show: () => this.show(),
    }).catch((err: unknown) => {
      if (!this.#leaving.done) log.error({ err }, 'The menu does not follow the projects.')
    })
  }

  #open(): void {
    const { preload, onShown } = this.#settings
    const stateFile = join(app.getPath('userData'), 'window.json')
    openMainWindow({ preload, stateFile, onShown, onCreated: (window) => this.#attach(window) })
  }

  #attach(window: BrowserWindow): void {
    const { host } = this.#settings
    const { webContents } = window
    this.#window = window
    servePageOf(
      webContents,
      (wire) => host.attach(wire, shellHandlers(window, this.#commands)),
      (reason, dropped) => host.log.warn({ reason, dropped }, 'A frame from the page was dropped.'),
    )
    window.on('close', (event) => {
      // Elsewhere than on a Mac the application ends with its window, which is therefore asked about first.
      if (process.platform === 'darwin' || this.#leaving.done) return
      event.preventDefault()
      this.#leaving.request()
    })
    window.on('closed', () => (this.#window = undefined))
    webContents.on('render-process-gone', (_event, { reason }) => {
      host.log.error({ reason }, 'The page is gone.')
      if (reason !== 'clean-exit' && !this.#leaving.done) void tellPageGone(window, reason)
    })
    webContents.on('did-fail-load', (_event, _code, description, _url, isMainFrame) => {
      if (isMainFrame)
        void tellFailure(window, strings.failure.start, new Error(strings.failure.notLoaded(description)))
    })
  }

  async #close(): Promise<void> {
    // What ends takes a moment, in which there is nothing to look at any more.
    this.#window?.hide()
    await this.#settings.host.close()
  }
}
