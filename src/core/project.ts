import { existsSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../shared/errors'
import { Changes } from './changes'
import { removeHolder } from './database/holder'
import { openDatabase } from './database/open'
import { interruptUnfinished } from './jobs/interrupted'

export const DATABASE_NAME = 'headstart.db'

/** The folders in which a project keeps what is its own. */
export const projectFolders = ['photos', 'thumbnails', 'features', 'runs', 'exports', 'backups'] as const

/** A folder with a database, held by this process until it is closed. */
export interface Project {
  /** Absolute path. */
  readonly folder: string
  readonly database: Database
  /** To be told after every change of photos, labels, classes or splits. */
  readonly changes: Changes
  close(): void
}

/**
 * Makes an empty project in a new folder, or beside whatever an existing one holds already.
 * @throws AppError `exists` where there is a project, `bad-input` where the path leads to a file
 */
export async function createProject(path: string): Promise<Project> {
  const folder = resolve(path)
  if (existsSync(join(folder, DATABASE_NAME))) {
    throw new AppError(
      'exists',
      `There is a project in ${folder} already: open that one, or choose another folder.`,
      { folder },
    )
  }
  await assertNoFile(folder)
  for (const name of projectFolders) {
    await mkdir(join(folder, name), { recursive: true }).catch(async (thrown: unknown) => {
      // Node says of a disk that is read-only that nothing is there, unless it makes one folder alone.
      await mkdir(folder)
      throw thrown
    })
  }
  return hold(folder)
}

/**
 * Opens the project in a folder. Jobs and runs that were unfinished when its last process ended become `interrupted`.
 * @throws AppError `not-found`, `busy`, `newer-version`, `unreadable`
 */
export async function openProject(path: string): Promise<Project> {
  const folder = resolve(path)
  if (!existsSync(join(folder, DATABASE_NAME))) {
    throw new AppError(
      'not-found',
      `There is no project in ${folder} (no ${DATABASE_NAME}): make one there (\`headstart init\`), or check the folder.`,
      { folder },
    )
  }
  const project = hold(folder)
  for (const name of projectFolders) await mkdir(join(folder, name), { recursive: true })
  interruptUnfinished(project)
  return project
}

function hold(folder: string): Project {
  const file = join(folder, DATABASE_NAME)
  const database = openDatabase(file)
  return {
    folder,
    database,
    changes: new Changes(),
    close(): void {
      if (!database.open) return
      // While it is still ours: afterwards the note could be that of the next holder.
      removeHolder(file)
      database.close()
    },
  }
}

async function assertNoFile(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (!found || found.isDirectory()) return
  throw new AppError('bad-input', `A project is a folder, and ${folder} is a file: choose another name.`, {
    folder,
  })
}
