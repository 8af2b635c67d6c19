import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../shared/errors'
import type { Surroundings } from './surroundings'

const databaseName = 'headstart.db'

/**
 * The project that is meant: the one named, else the one in `HEADSTART_PROJECT`, else the nearest upwards.
 * @param named value of `--project`, relative to the folder of the surroundings
 * @returns an absolute folder, not yet checked when it was named; undefined where none is named and none lies upwards
 */
export function findProject(
  named: string | undefined,
  { folder, environment }: Pick<Surroundings, 'folder' | 'environment'>,
): string | undefined {
  const wished = named ?? environment['HEADSTART_PROJECT']
  return wished ? resolve(folder, wished) : nearestFolder(folder, databaseName)
}

/** @throws AppError `not-found` */
export function requireProject(
  named: string | undefined,
  surroundings: Pick<Surroundings, 'folder' | 'environment'>,
): string {
  const project = findProject(named, surroundings)
  if (project !== undefined) return project
  throw new AppError(
    'not-found',
    `Expected a project (a folder with ${databaseName}), but there is none in ${surroundings.folder} or above it: ` +
      'name one with `--project DIR`, or make one with `headstart init DIR`.',
  )
}

/** The folder, or the nearest one above it, that holds a file of that name. */
export function nearestFolder(folder: string, fileName: string): string | undefined {
  if (existsSync(join(folder, fileName))) return folder
  const parent = dirname(folder)
  return parent === folder ? undefined : nearestFolder(parent, fileName)
}
