import { app, dialog } from 'electron'
import type { BrowserWindow, MessageBoxOptions } from 'electron'
import { toAppError } from '../shared/errors'
import type { LeavingAnswer } from './leaving'
import { strings } from './strings'

type Window = BrowserWindow | undefined

/** A native box above the window, or by itself where there is none. Resolves with the number of the button. */
async function box(window: Window, options: MessageBoxOptions): Promise<number> {
  const shown =
    window && !window.isDestroyed() ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options)
  return (await shown).response
}

export async function askToLeave(window: Window, jobs: number): Promise<LeavingAnswer> {
  const { message, detail, stop, wait, cancel } = strings.quit
  const answers: LeavingAnswer[] = ['stop', 'wait', 'cancel']
  const buttons = [stop, wait, cancel]
  const response = await box(window, {
    type: 'question',
    message: message(jobs),
    detail,
    buttons,
    defaultId: 0,
    cancelId: 2,
  })
  return answers[response] ?? 'cancel'
}

/** Says what failed and why, and goes on. */
export async function tellFailure(window: Window, message: string, thrown: unknown): Promise<void> {
  await box(window, { type: 'error', message, detail: toAppError(thrown).message, buttons: ['OK'] })
}

/** The page is gone, everything else is not: it can be loaded again. */
export async function tellPageGone(window: BrowserWindow, reason: string): Promise<void> {
  const { page, pageDetail, loadAgain, quit } = strings.failure
  const buttons = [loadAgain, quit]
  const response = await box(window, {
    type: 'error',
    message: page,
    detail: pageDetail(reason),
    buttons,
    cancelId: 0,
  })
  if (response === 1) app.quit()
  else if (!window.isDestroyed()) window.webContents.reload()
}

const withoutGraphics = '--disable-gpu'

let toldOfGraphics = process.argv.includes(withoutGraphics)

/** Offers to start again without the graphics processor, once: without it there is nothing left to give up. */
export async function tellGraphicsGone(window: Window, reason: string): Promise<void> {
  if (toldOfGraphics) return
  toldOfGraphics = true
  const { graphics, graphicsDetail, startAgain, goOn } = strings.failure
  const buttons = [startAgain, goOn]
  const response = await box(window, {
    type: 'warning',
    message: graphics,
    detail: graphicsDetail(reason),
    buttons,
    cancelId: 1,
  })
  if (response !== 0) return
  app.relaunch({ args: [...process.argv.slice(1), withoutGraphics] })
  app.quit()
}

/** The application cannot start: says why and ends. */
export function failToStart(thrown: unknown): void {
  dialog.showErrorBox(strings.failure.start, toAppError(thrown).message)
  app.exit(1)
}
