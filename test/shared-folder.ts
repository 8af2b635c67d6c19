import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder with photos and weights that tests measure against; it is not part of the repository. */
const folder = resolve(process.env['HEADSTART_SHARED'] ?? join(import.meta.dirname, '../../shared'))

/** Why tests that need the folder are skipped, or false where it is there. */
export const sharedMissing: string | false = existsSync(join(folder, 'data'))
  ? false
  : `the shared folder is missing at ${folder}: set HEADSTART_SHARED`

/** An absolute path inside the shared folder. */
export function sharedFolder(...parts: string[]): string {
  return join(folder, ...parts)
}
