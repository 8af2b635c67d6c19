import { app } from './app'
import { BrowserWindow } from './browser-window'
import { boxes, errorBoxes, folders } from './dialog'
import { chooseItem, menuTree } from './menu'
import { opened } from './opened'
import { privileged, handlers } from './protocol'
import { defaultSession } from './session'
import { chromium, preventable } from './surroundings'
import type { Frame } from './web-contents'

/** A frame that a test makes up, to send from what no test may let into the page. */
export interface ForgedSender {
  readonly origin: string
  readonly isSubFrame?: boolean
  readonly isGone?: boolean
}

/** What tests can do with a double, and ask of it. All of it goes through what the application itself has registered. */
const commands = {
  debuggerAddress: () => chromium.debuggerAddress(),
  windows: () =>
    BrowserWindow.getAllWindows().map((window) => ({
      bounds: window.getBounds(),
      isMaximised: window.isMaximized(),
      isVisible: window.isVisible(),
      focusCount: window.focusCount,
      title: window.options.title,
      webPreferences: window.options.webPreferences as Record<string, unknown>,
      preloadProblems: window.webContents.problems,
      opened: window.webContents.opened,
      navigations: window.webContents.navigations,
      target: window.webContents.target,
    })),
  setBounds: (bounds: Electron.Rectangle) => mainWindow().setBounds(bounds),
  maximise: () => mainWindow().maximize(),
  closeWindow: () => mainWindow().close(),
  crashPage: () =>
    void mainWindow()
      .webContents.command('Page.crash')
      .catch(() => undefined),
  /** Whether there is a page that has not crashed. */
  isAlive: async () =>
    (await mainWindow().webContents.executeJavaScriptInIsolatedWorld(7, [{ code: '1' }])) === 1,
  schemes: () => ({ privileged, handled: [...handlers.keys()], sandboxed: app.sandboxed }),
  menu: () => menuTree(),
  choose: (named: string) => chooseItem(named),
  answerFolder: (path: string | null) =>
    folders.answer({ canceled: path === null, filePaths: path === null ? [] : [path] }),
  answerBox: (button: number) => boxes.answer({ response: button, checkboxChecked: false }),
  shown: () => ({
    folders: folders.shown,
    boxes: boxes.shown,
    errorBoxes,
    opened,
    relaunchedWith: app.relaunchedWith,
  }),
  downloads: () => defaultSession.downloads,
  registerFile: (file: string, path: string) => mainWindow().webContents.registerFile(file, path),
  emit: (event: 'activate' | 'before-quit' | 'second-instance', ...parameters: unknown[]) =>
    void app.emit(event, preventable({}), ...parameters),
  quit: () => app.quit(),
  forge(channel: string, { origin, isSubFrame = false, isGone = false }: ForgedSender, frame: unknown): void {
    const { webContents } = mainWindow()
    const parent: Frame | null = isSubFrame ? webContents.mainFrame : null
    const senderFrame = isGone ? null : { url: `${origin}/`, origin, parent }
    webContents.ipc.emit(channel, { sender: webContents, senderFrame }, frame)
  },
  attachWebview(): boolean {
    const event = preventable({})
    mainWindow().webContents.emit('will-attach-webview', event, {}, { src: 'https://example.com/' })
    return event.defaultPrevented
  },
  requestPermission: (permission: string, details: Record<string, unknown>) =>
    new Promise<boolean>((resolve) => {
      const { permissionRequest } = defaultSession
      if (!permissionRequest) return resolve(true)
      permissionRequest(mainWindow().webContents as never, permission as never, resolve, details as never)
    }),
  checkPermission: (permission: string, origin: string, details: Record<string, unknown>) =>
    defaultSession.permissionCheck?.(
      mainWindow().webContents as never,
      permission as never,
      origin,
      details as never,
    ) ?? true,
  checkDevice: (details: Record<string, unknown>) =>
    defaultSession.devicePermission?.(details as never) ?? false,
}

/** The commands as tests see them, from their own process. */
export type Commands = typeof commands

function mainWindow(): BrowserWindow {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) throw new Error('No window is open.')
  return window
}

interface Asked {
  readonly id: number
  readonly command: keyof Commands
  readonly parameters: never[]
}

process.on('message', ({ id, command, parameters }: Asked) => {
  const run = async (): Promise<unknown> => (commands[command] as (...all: never[]) => unknown)(...parameters)
  run().then(
    (value) => process.send?.({ id, value }),
    (error: unknown) => process.send?.({ id, problem: String(error) }),
  )
})
// Whoever started the double is gone: nothing stays behind.
process.once('disconnect', () => process.exit(1))
