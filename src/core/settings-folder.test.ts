import { expect, it } from 'vitest'
import { settingsFolder } from './settings-folder'

it.each([
  [{ HEADSTART_SETTINGS: '/elsewhere' }, 'linux', '/elsewhere'],
  [{}, 'linux', '/home/ann/.config/headstart'],
  [{ XDG_CONFIG_HOME: '/config' }, 'linux', '/config/headstart'],
  [{}, 'darwin', '/home/ann/Library/Application Support/Headstart'],
  [{ APPDATA: '/roaming' }, 'win32', '/roaming/Headstart'],
] as const)(
  'is the chosen one, else what the operating system has for it: %j on %s',
  (environment, platform, folder) => {
    expect(settingsFolder(environment, platform, '/home/ann').replaceAll('\\', '/')).toBe(folder)
  },
)
