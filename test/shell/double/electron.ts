import { EventEmitter } from 'node:events'
import { opened } from './opened'
import { displays } from './surroundings'
import './control'

// Everything of Electron that the application imports; whatever else it begins to use fails to load here.
export { app } from './app'
export { BrowserWindow } from './browser-window'
export { dialog } from './dialog'
export { Menu } from './menu'
export { protocol } from './protocol'
export { session } from './session'
export { utilityProcess } from './utility-process'

const screens = displays.map((workArea, id) => ({ id, workArea, bounds: workArea, scaleFactor: 1 }))
export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => screens,
  getPrimaryDisplay: () => screens[0],
})

export const nativeTheme = Object.assign(new EventEmitter(), { shouldUseDarkColors: false })

export const shell = {
  openPath(path: string): Promise<string> {
    opened.push(path)
    return Promise.resolve('')
  },
  showItemInFolder: (path: string): void => void opened.push(path),
}
