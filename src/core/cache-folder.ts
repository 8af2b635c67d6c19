import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Absolute path of the folder that belongs to the user and not to a project: unpacked native parts, weights and logs.
 * `HEADSTART_CACHE` decides; else the operating system's own place for such things.
 */
export function cacheFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  const chosen = environment['HEADSTART_CACHE']
  if (chosen) return chosen
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'headstart')
  if (platform === 'win32') {
    return join(environment['LOCALAPPDATA'] || join(home, 'AppData', 'Local'), 'headstart')
  }
  return join(environment['XDG_CACHE_HOME'] || join(home, '.cache'), 'headstart')
}
