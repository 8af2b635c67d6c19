import type { Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { start } from './0010-start'
import { history } from './0020-history'
import { training } from './0030-training'
import { review } from './0040-review'
import type { Migration } from './migration'

/** Every step there has ever been, in order. Versions go by tens, so that a repair can be put between two of them. */
export const migrations: readonly Migration[] = [start, history, training, review]

/** The version that a database has when every step has been made. */
export function newestVersion(list: readonly Migration[] = migrations): number {
  return list.at(-1)?.version ?? 0
}

/**
 * Brings a database to the newest version, each step in a transaction of its own: an interruption leaves the last
 * whole version.
 * @throws AppError `newer-version`, or `unreadable` for a version that never was; nothing is written then
 */
export function migrate(database: Database, list: readonly Migration[] = migrations): void {
  assertOrdered(list)
  const found = Number(database.pragma('user_version', { simple: true }))
  assertKnownVersion(found, list)
  for (const migration of list.filter(({ version }) => version > found)) {
    const step = database.transaction(() => {
      migration.up(database)
      database.pragma(`user_version = ${migration.version}`)
    })
    step.exclusive()
  }
}

/**
 * Refuses what these steps cannot start from.
 * @throws AppError `newer-version` or `unreadable`
 */
export function assertKnownVersion(found: number, list: readonly Migration[] = migrations): void {
  const newest = newestVersion(list)
  const details = { found, newest }
  if (found > newest) {
    throw new AppError(
      'newer-version',
      `This Headstart reads projects up to version ${newest}, and this project has version ${found}: open it with a ` +
        'newer Headstart. Nothing was changed.',
      details,
    )
  }
  if (found !== 0 && !list.some(({ version }) => version === found)) {
    throw new AppError(
      'unreadable',
      `This project says that it has version ${found}, which no Headstart up to version ${newest} has written: open ` +
        'it with the Headstart that made it, or restore a backup. Nothing was changed.',
      details,
    )
  }
}

function assertOrdered(list: readonly Migration[]): void {
  let before = 0
  for (const { version, name } of list) {
    if (version % 10 !== 0 || version <= before) {
      throw new AppError(
        'internal',
        `Migration "${name}" has version ${version}, which must be a ten above ${before}.`,
      )
    }
    before = version
  }
}
