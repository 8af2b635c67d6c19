import type { MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../shared/contract/shell'
import type { RecentProject } from '../shared/contract/projects'
import { strings } from './strings'

export interface MenuSettings {
  readonly platform: NodeJS.Platform
  /** The last one first. */
  readonly recent: readonly Pick<RecentProject, 'folder' | 'name' | 'present'>[]
  /** Tools for developers are not for users of a package. */
  readonly developing: boolean
  choose(command: MenuCommand, folder?: string): void
  showLicences(): void
}

type Items = MenuItemConstructorOptions[]

const labels = strings.menu
const separator = { type: 'separator' } as const

/** The menu of the application as its platform has it. Keys that the page answers itself never come here. */
export function menuTemplate(settings: MenuSettings): Items {
  return [
    ...(settings.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: labels.file, submenu: fileMenu(settings) },
    { label: labels.edit, submenu: editMenu(settings) },
    { label: labels.view, submenu: viewMenu(settings) },
    { role: 'windowMenu' },
    { role: 'help', label: labels.help, submenu: helpMenu(settings) },
  ]
}

function fileMenu({ platform, recent, choose }: MenuSettings): Items {
  const onMac = platform === 'darwin'
  return [
    { label: labels.newProject, accelerator: 'CmdOrCtrl+N', click: () => choose('new-project') },
    { label: labels.openProject, accelerator: 'CmdOrCtrl+O', click: () => choose('open-project') },
    { label: labels.openRecent, submenu: recentMenu(recent, choose) },
    separator,
    { label: labels.importFolder, accelerator: 'CmdOrCtrl+Shift+O', click: () => choose('import-folder') },
    separator,
    { role: 'close', label: labels.close },
    ...(onMac ? [] : [{ role: 'quit', label: labels.quit, accelerator: 'Ctrl+Q' } as const]),
  ]
}

function recentMenu(recent: MenuSettings['recent'], choose: MenuSettings['choose']): Items {
  if (recent.length === 0) return [{ label: labels.noRecent, enabled: false }]
  return recent.map(({ folder, name, present }) => ({
    // An ampersand in a label marks the key after it.
    label: `${name} (${folder})`.replaceAll('&', '&&'),
    enabled: present,
    click: () => choose('open-project', folder),
  }))
}

function editMenu({ platform, choose }: MenuSettings): Items {
  const redo = platform === 'win32' ? 'Ctrl+Y' : 'CmdOrCtrl+Shift+Z'
  return [
    { label: labels.undo, accelerator: 'CmdOrCtrl+Z', click: () => choose('undo') },
    { label: labels.redo, accelerator: redo, click: () => choose('redo') },
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ]
}

function viewMenu({ developing, choose }: MenuSettings): Items {
  return [
    { label: labels.photos, accelerator: 'Alt+1', click: () => choose('show-photos') },
    { label: labels.train, accelerator: 'Alt+2', click: () => choose('show-train') },
    { label: labels.runs, accelerator: 'Alt+3', click: () => choose('show-runs') },
    { label: labels.classify, accelerator: 'Alt+4', click: () => choose('show-classify') },
    { label: labels.export, accelerator: 'Alt+5', click: () => choose('show-export') },
    { label: labels.models, accelerator: 'Alt+6', click: () => choose('show-models') },
    separator,
    { role: 'reload' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { role: 'togglefullscreen' },
    ...(developing ? [{ role: 'toggleDevTools' } as const] : []),
  ]
}

function helpMenu({ choose, showLicences }: MenuSettings): Items {
  return [
    { label: labels.keys, click: () => choose('show-keys') },
    { label: labels.licences, click: () => showLicences() },
  ]
}
