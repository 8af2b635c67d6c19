import { statfsSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors'
import { readVersion } from './header'
import { readHolder, writeHolder } from './holder'
import { assertKnownVersion, migrate } from './migrations'

/** How long to wait for a process that is just closing the database, in milliseconds. */
const BUSY_TIMEOUT = 300

/**
 * Opens or makes the database of a project, for this process alone, and brings it to the newest version.
 * @param file absolute path; its folder is there
 * @throws AppError `busy` where another process (or this one) holds it, `newer-version`, `unreadable`; the file is
 *   untouched then
 */
export function openDatabase(file: string): Database {
  let database: Database | undefined
  try {
    assertKnownVersion(readVersion(file))
    database = new Sqlite(file, { timeout: BUSY_TIMEOUT })
    // Before the first access, so that the log needs no shared memory and nobody gets in between.
    database.pragma('locking_mode = EXCLUSIVE')
    assertOurs(file, database)
    hold(database)
    migrate(database)
    writeHolder(file)
    return database
  } catch (thrown) {
    database?.close()
    throw describe(file, thrown)
  }
}

/** Somebody else's database would get our tables between its own. */
function assertOurs(file: string, database: Database): void {
  if (database.pragma('user_version', { simple: true }) !== 0) return
  const tables = database.prepare<[], number>('SELECT count(*) FROM sqlite_schema').pluck().get() ?? 0
  if (tables === 0) return
  throw new AppError(
    'unreadable',
    `${file} should be the database of a Headstart project, and it holds the tables of another program: choose ` +
      'another folder.',
    { file },
  )
}

function hold(database: Database): void {
  database.pragma('journal_mode = WAL')
  // Labels are people's work: a commit is on the disk before anybody is told of it.
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.exec('BEGIN EXCLUSIVE; COMMIT')
}

function describe(file: string, thrown: unknown): unknown {
  if (!(thrown instanceof Sqlite.SqliteError)) return thrown
  const { code, message } = thrown
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return busy(file, thrown)
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new AppError(
      'unreadable',
      `${file} should be the database of a Headstart project, and it is damaged (${message}): restore it from a backup.`,
      { file },
      thrown,
    )
  }
  // Making its log longer fails as any writing does.
  if (code === 'SQLITE_FULL' || (code.startsWith('SQLITE_IOERR') && isFull(file))) {
    return new AppError(
      'no-space',
      `The disk is full (${file}): free some space and try again.`,
      { file },
      thrown,
    )
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') {
    return new AppError(
      'denied',
      `${file} must be writable, and it cannot be opened so (${message}): check who owns it and its rights.`,
      { file },
      thrown,
    )
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return new AppError(
      'denied',
      `${file} must be readable and writable, and the disk refuses (${message}): check that it is connected and not ` +
        'read-only.',
      { file },
      thrown,
    )
  }
  return thrown
}

function isFull(file: string): boolean {
  return statfsSync(dirname(file)).bavail === 0
}

function busy(file: string, cause: unknown): AppError {
  const holder = readHolder(file)
  const elsewhere = holder && holder.host !== hostname() ? ` on ${holder.host}` : ''
  const who = holder ? ` (process ${holder.pid}${elsewhere})` : ''
  return new AppError(
    'busy',
    `The project ${dirname(file)} is open in another Headstart${who}: close it there first.`,
    { file, ...(holder && { pid: holder.pid }) },
    cause,
  )
}
