import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { WebPreferences } from 'electron'
import { pageAddress } from './origins'
import { strings } from './strings'
import { openingBounds, readWindowState, smallestWindow, writeWindowState } from './window-state'

/** What a page may do: nothing but what its preload script hands to it. */
const webPreferences: WebPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  // Its dictionaries would be loaded from the network.
  spellcheck: false,
}

export interface MainWindowSettings {
  /** Absolute path of the preload script's bundle. */
  readonly preload: string
  /** Absolute path of the file that keeps where the window was. */
  readonly stateFile: string
  /** Told before the page is asked for. */
  onCreated(window: BrowserWindow): void
  onShown(): void
}

/** Opens the window where it was when it was closed. Its state is kept from then on. */
export function openMainWindow({
  preload,
  stateFile,
  onCreated,
  onShown,
}: MainWindowSettings): BrowserWindow {
  const kept = readWindowState(stateFile)
  const main = screen.getPrimaryDisplay()
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id)
  const window = new BrowserWindow({
    ...openingBounds(
      kept,
      [main, ...others].map(({ workArea }) => workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: strings.name,
    // Until the page has drawn itself nothing flashes in the other theme.
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#18191b' : '#ffffff',
    webPreferences: { ...webPreferences, preload },
  })
  if (kept?.maximised) window.maximize()
  keepState(window, stateFile)
  window.once('ready-to-show', () => {
    window.show()
    onShown()
  })
  onCreated(window)
  // Why a page could not be loaded is told by `did-fail-load`.
  window.loadURL(pageAddress).catch(() => undefined)
  return window
}

/** How long, in milliseconds, a window has to rest before its place is written. */
const rest = 500

function keepState(window: BrowserWindow, stateFile: string): void {
  let timer: NodeJS.Timeout | undefined
  const keep = (): void => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    try {
      writeWindowState(stateFile, { bounds: window.getNormalBounds(), maximised: window.isMaximized() })
    } catch {
      // A full disk is told where it matters; the window opens in the middle then.
    }
  }
  const keepSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, rest)
  }
  window.on('resize', keepSoon)
  window.on('move', keepSoon)
  window.on('maximize', keepSoon)
  window.on('unmaximize', keepSoon)
  window.on('close', keep)
}
