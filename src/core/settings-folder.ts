import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Absolute path of the folder in which the application remembers what is the user's and no project's, such as the recent
 * projects. `HEADSTART_SETTINGS` decides; else the operating system's own place for such things.
 */
export function settingsFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const chosen = environment['HEADSTART_SETTINGS']
  if (chosen) return chosen
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Headstart')
  if (platform === 'win32') {
    return join(environment['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Headstart')
  }
  return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), 'headstart')
}
