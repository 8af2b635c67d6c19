import type { Database } from 'better-sqlite3'

/** One step from the version before it to its own. A step that has been released never changes again. */
export interface Migration {
  /** What `user_version` says afterwards: a multiple of ten. */
  readonly version: number
  readonly name: string
  up(database: Database): void
}
