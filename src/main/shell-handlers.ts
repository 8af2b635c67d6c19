import { stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import { app, dialog, shell } from 'electron'
import type { BrowserWindow, OpenDialogOptions } from 'electron'
import type { ShellContract } from '../shared/contract/shell'
import { AppError } from '../shared/errors'
import type { Handlers } from '../shared/rpc/contract'
import type { MenuCommands } from './menu-commands'
import { pictureBase } from './origins'

/** What the window offers to its page besides the core. */
export function shellHandlers(window: BrowserWindow, commands: MenuCommands): Handlers<ShellContract> {
  return {
    'shell.describe': () => ({
      kind: 'window',
      platform: process.platform,
      version: app.getVersion(),
      assets: pictureBase,
    }),
    async 'shell.chooseFolder'({ title, button, folder }) {
      const options: OpenDialogOptions = {
        title,
        message: title,
        buttonLabel: button,
        properties: ['openDirectory', 'createDirectory'],
        ...(folder !== undefined && { defaultPath: folder }),
      }
      const { canceled, filePaths } = await dialog.showOpenDialog(window, options)
      return { folder: (!canceled && filePaths[0]) || null }
    },
    async 'shell.chooseFile'({ title, button, extensions }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        ...{ title, message: title, buttonLabel: button, properties: ['openFile'] },
        filters: [{ name: extensions.map((extension) => `.${extension}`).join(', '), extensions }],
      })
      return { path: (!canceled && filePaths[0]) || null }
    },
    async 'shell.chooseTarget'({ title, button, name }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        ...{ title, message: title, buttonLabel: button, defaultPath: name },
        properties: ['showOverwriteConfirmation'],
      })
      return { path: (!canceled && filePath) || null }
    },
    async 'shell.reveal'({ folder }) {
      await reveal(folder)
      return {}
    },
    'shell.commands': (_input, { signal }) => commands.follow(signal),
  }
}

/** Only folders: opening a file would run whatever program the system has for it. */
async function reveal(folder: string): Promise<void> {
  const isFolder = isAbsolute(folder) && (await stat(folder)).isDirectory()
  if (!isFolder)
    throw new AppError('bad-input', `Expected a folder, got ${folder}: choose a folder that is there.`)
  // A folder whose name ends in .app is a program to macOS: there it is shown in the folder above.
  if (process.platform === 'darwin') return shell.showItemInFolder(folder)
  const problem = await shell.openPath(folder)
  if (problem) throw new AppError('unsupported', `${folder} cannot be shown here: ${problem}`)
}
