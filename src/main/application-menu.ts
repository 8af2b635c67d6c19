import { join } from 'node:path'
import { Menu, app, shell } from 'electron'
import type { BrowserWindow } from 'electron'
import type { Host } from '../core/host'
import type { RecentProject } from '../shared/contract/projects'
import type { MenuCommand } from '../shared/contract/shell'
import { tellFailure } from './boxes'
import { menuTemplate } from './menu'
import type { MenuCommands } from './menu-commands'
import { strings } from './strings'
import { isTyping } from './typing'

export interface MenuOwner {
  readonly host: Host
  readonly commands: MenuCommands
  window(): BrowserWindow | undefined
  /** Opens the window where there is none, as on a Mac. */
  show(): void
}

/** Sets the menu, and again whenever another project is opened, until the host closes. */
export async function keepMenu(owner: MenuOwner): Promise<void> {
  setMenu(owner, [])
  const { host } = owner
  const client = host.client()
  let shown: string | null | undefined
  for await (const { project } of client['project.watch']({})) {
    const folder = project?.folder ?? null
    if (folder === shown) continue
    shown = folder
    setMenu(owner, await client['projects.recent']({}))
  }
}

function setMenu(owner: MenuOwner, recent: readonly RecentProject[]): void {
  const failed = (err: unknown): void => owner.host.log.error({ err }, 'A command of the menu failed.')
  const template = menuTemplate({
    platform: process.platform,
    recent,
    developing: !app.isPackaged,
    choose: (command, folder) => void choose(owner, command, folder).catch(failed),
    showLicences: () => void showLicences(owner.window()).catch(failed),
  })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

async function choose(
  { commands, window, show }: MenuOwner,
  command: MenuCommand,
  folder: string | undefined,
): Promise<void> {
  show()
  const contents = window()?.webContents
  if (contents && (command === 'undo' || command === 'redo') && (await isTyping(contents)))
    contents[command]()
  else commands.choose({ command, ...(folder !== undefined && { folder }) })
}

async function showLicences(window: BrowserWindow | undefined): Promise<void> {
  const problem = await shell.openPath(join(app.getAppPath(), 'THIRD-PARTY-NOTICES.md'))
  if (problem) await tellFailure(window, strings.failure.licences, new Error(problem))
}
