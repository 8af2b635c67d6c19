// @ts-check
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Absolute path of the folder that belongs to the user and not to a clone: Node 24 and TensorFlow are kept there.
 * src/core/cache-folder.ts says the same in TypeScript; the set-up runs before that can be compiled.
 * @param {NodeJS.ProcessEnv} environment
 * @param {NodeJS.Platform} platform
 * @param {string} home
 * @returns {string}
 */
export function cacheFolder(environment = process.env, platform = process.platform, home = homedir()) {
  const { HEADSTART_CACHE, LOCALAPPDATA, XDG_CACHE_HOME } = environment
  if (HEADSTART_CACHE) return HEADSTART_CACHE
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'headstart')
  if (platform === 'win32') return join(LOCALAPPDATA || join(home, 'AppData', 'Local'), 'headstart')
  return join(XDG_CACHE_HOME || join(home, '.cache'), 'headstart')
}
