import { BrowserWindow } from './browser-window'
import { app } from './app'

type Template = Electron.MenuItemConstructorOptions

interface Item {
  readonly label: string
  readonly accelerator: string
  readonly role: string | undefined
  readonly enabled: boolean
  readonly submenu: Menu | undefined
  readonly click: (() => void) | undefined
}

/** The labels that Electron gives to roles, as far as tests look for them. */
const roleLabels: Record<string, string> = {
  close: 'Close Window',
  quit: 'Quit',
  reload: 'Reload',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  toggleDevTools: 'Toggle Developer Tools',
  togglefullscreen: 'Toggle Full Screen',
  windowMenu: 'Window',
  appMenu: 'Headstart',
}

let applicationMenu: Menu | null = null

export class Menu {
  readonly items: Item[]

  constructor(template: Template[] = []) {
    this.items = template.filter(({ type }) => type !== 'separator').map(itemOf)
  }

  static buildFromTemplate(template: Template[]): Menu {
    return new Menu(template)
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }
}

function itemOf({ label, accelerator, role, enabled, submenu, click }: Template): Item {
  return {
    label: label ?? roleLabels[role ?? ''] ?? role ?? '',
    accelerator: String(accelerator ?? ''),
    role,
    enabled: enabled ?? true,
    submenu: Array.isArray(submenu) ? new Menu(submenu) : undefined,
    click: click as (() => void) | undefined,
  }
}

function everyItem(menu: Menu | null): Item[] {
  return menu?.items.flatMap((item) => [item, ...everyItem(item.submenu ?? null)]) ?? []
}

/** The menu as a tree of its labels, with what opens below them. */
export function menuTree(menu = applicationMenu): object {
  return Object.fromEntries(
    (menu?.items ?? []).map(({ label, accelerator, submenu }) => [
      label,
      submenu ? menuTree(submenu) : accelerator,
    ]),
  )
}

/** Chooses an item by its label or its accelerator, as a user would. */
export function chooseItem(named: string): void {
  const item = everyItem(applicationMenu).find(
    ({ label, accelerator }) => label === named || accelerator === named,
  )
  if (!item) throw new Error(`The menu has no "${named}".`)
  if (!item.enabled) throw new Error(`"${named}" cannot be chosen.`)
  if (item.click) return item.click()
  const [window] = BrowserWindow.getAllWindows()
  if (item.role === 'reload') return window?.webContents.reload()
  if (item.role === 'close') return window?.close()
  if (item.role === 'quit') return app.quit()
  throw new Error(`The double does not know what "${named}" does.`)
}
