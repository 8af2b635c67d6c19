import { stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { _electron, chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
import { electronProgram } from '../../scripts/setup/electron.mjs'
import { hasDisplay } from '../../scripts/launch-window.mjs'
import { chromiumMissing } from '../chromium'
import { launchDouble } from './launch'
import type { Double, LaunchOptions } from './launch'

/** A window of Headstart under a test's hands. */
export interface ShellFront {
  readonly page: Page
  /** The next dialog that asks for a folder is answered with this one, or the one that is open; null: closed. */
  answerFolder(path: string | null): Promise<void>
  /** A file of this name and size has this path when it is dropped or chosen. @param path absolute */
  registerFile(path: string): Promise<void>
  /** Chooses from the menu, by label or accelerator. */
  chooseMenu(label: string): Promise<void>
  /** The number of the button by which the next message box is answered, or the one that is open. */
  answerBox(button: number): Promise<void>
  close(): Promise<void>
  kill(): Promise<void>
}

export interface DoubleFront extends ShellFront {
  readonly double: Double
}

/** Why the double cannot be had here, or false. */
export const doubleMissing: string | false = chromiumMissing

/** Why Electron itself cannot be had here, or false. */
export const electronMissing: string | false =
  electronProgram() === undefined
    ? "Electron's binary is missing: `npm run setup` tries to get it"
    : !hasDisplay() && 'there is no display to show a window on'

/** The application in Electron's double; its page is steered in the same Chromium, from a connection of its own. */
export async function launchShell(options: LaunchOptions): Promise<DoubleFront> {
  const double = await launchDouble(options)
  await double.shown
  const browser = await chromium.connectOverCDP(await double.ask('debuggerAddress'))
  const page = browser
    .contexts()
    .flatMap((context) => context.pages())
    .find((one) => !one.url().startsWith('about:'))
  if (!page) throw new Error('The window has no page.')
  await page.setViewportSize({ width: 1280, height: 800 })
  const end = async (): Promise<void> => {
    await double.ended
    await browser.close()
  }
  return {
    page,
    double,
    answerFolder: (path) => double.ask('answerFolder', path),
    async registerFile(path) {
      await double.ask('registerFile', `${basename(path)}:${(await stat(path)).size}`, path)
    },
    chooseMenu: (label) => double.ask('choose', label),
    answerBox: (button) => double.ask('answerBox', button),
    async close() {
      await double.ask('quit').catch(() => undefined)
      await end()
    },
    async kill() {
      double.kill('SIGKILL')
      await end()
    },
  }
}

const root = resolve(import.meta.dirname, '..', '..')

/** The application in Electron itself. Dialogs are answered in its main process, before they are shown. */
export async function launchElectron({ home, project }: LaunchOptions): Promise<ShellFront> {
  const application = await _electron.launch({
    executablePath: electronProgram() ?? '',
    args: [root, ...(project === undefined ? [] : [project]), `--user-data-dir=${join(home, 'user-data')}`],
    env: { ...(process.env as Record<string, string>), HEADSTART_SETTINGS: join(home, 'settings') },
  })
  const page = await application.firstWindow()
  await page.setViewportSize({ width: 1280, height: 800 })
  return {
    page,
    answerFolder: (path) =>
      application.evaluate(({ dialog }, folder) => {
        const answer = { canceled: folder === null, filePaths: folder === null ? [] : [folder] }
        dialog.showOpenDialog = () => Promise.resolve(answer)
      }, path),
    answerBox: (button) =>
      application.evaluate(({ dialog }, response) => {
        dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false })
      }, button),
    // Electron knows the paths of files that Playwright hands over by their paths.
    registerFile: () => Promise.resolve(),
    chooseMenu: (label) =>
      application.evaluate(({ Menu }, named) => {
        type Items = Electron.MenuItem[]
        const every = (items: Items): Items =>
          items.flatMap((item) => [item, ...every(item.submenu?.items ?? [])])
        const item = every(Menu.getApplicationMenu()?.items ?? []).find(
          ({ label, accelerator }) => label === named || accelerator === named,
        )
        if (!item) throw new Error(`The menu has no "${named}".`)
        item.click()
      }, label),
    close: () => application.close(),
    async kill() {
      const ended = application.waitForEvent('close')
      application.process().kill('SIGKILL')
      await ended
    },
  }
}
