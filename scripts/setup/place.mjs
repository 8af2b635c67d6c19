// @ts-check
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache-folder.mjs'

/** Absolute path of the repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** Absolute path of the per-user cache. */
export const cache = resolve(cacheFolder())

/** Everything that the programs started by the set-up print, for when its one sentence is not enough. */
export const logFile = join(cache, 'setup.log')

/** An absolute path below node_modules. @param {string[]} parts */
export function inPackages(...parts) {
  return join(root, 'node_modules', ...parts)
}
