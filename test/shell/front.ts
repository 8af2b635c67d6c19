import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { chromium } from '@playwright/test'
import type { Page } from '@playwright/test'
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
