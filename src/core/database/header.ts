import { closeSync, openSync, readSync, statSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { AppError } from '../../shared/errors'

const MAGIC = 'SQLite format 3\0'
const HEADER_BYTES = 100
/** Where the header holds `user_version`, a big-endian integer: https://www.sqlite.org/fileformat2.html#user_version_number */
const USER_VERSION_OFFSET = 60

/**
 * The `user_version` of a database without opening it, since SQLite makes files beside one even to read it. An absent or
 * empty file has version 0.
 * @throws AppError `unreadable` for a file that is no SQLite database
 */
export function readVersion(file: string): number {
  const header = readHeader(file)
  if (header.length === 0) return 0
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC || header.length < HEADER_BYTES) {
    throw new AppError(
      'unreadable',
      `${file} should be the database of a Headstart project, and it is no SQLite database: restore it from a backup, ` +
        'or make a new project in another folder.',
      { file },
    )
  }
  return sizeOf(`${file}-wal`) > 0 ? readNewestVersion(file) : header.readInt32BE(USER_VERSION_OFFSET)
}

/** After a crash the newest version may stand in the log beside the database alone. */
function readNewestVersion(file: string): number {
  const database = new Sqlite(file, { readonly: true, timeout: 0 })
  try {
    return Number(database.pragma('user_version', { simple: true }))
  } finally {
    database.close()
  }
}

function readHeader(file: string): Buffer {
  if (sizeOf(file) === 0) return Buffer.alloc(0)
  const handle = openSync(file, 'r')
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    return header.subarray(0, readSync(handle, header, 0, HEADER_BYTES, 0))
  } finally {
    closeSync(handle)
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
