import { within } from '../../ui/paths'

/** The name that an export of a run gets; the first free one of `run-3`, `run-3-2`, `run-3-3`… */
export function freeName(wished: string, taken: readonly string[]): string {
  // Some file systems take names for the same that differ in case alone.
  const used = new Set(taken.map((name) => name.toLowerCase()))
  let name = wished
  for (let number = 2; used.has(name.toLowerCase()); number++) name = `${wished}-${number}`
  return name
}

/** Where a project's exports lie, and what one of them is called. */
export function exportsOf(project: string, run: number, platform: string): Place {
  return { parent: within(project, 'exports', platform), name: `run-${run}` }
}

export interface Place {
  readonly parent: string
  readonly name: string
}

/**
 * Where to go when a folder holds something: beside it where it is an export of ours itself, else into it.
 * @param folder absolute
 */
export function placeInstead(folder: string, run: number, platform: string): Place {
  const { parent, name } = split(folder, platform)
  const [, own] = /^(run-\d+)(?:-\d+)?$/.exec(name) ?? []
  return own === undefined ? { parent: folder, name: `run-${run}` } : { parent, name: own }
}

function split(folder: string, platform: string): Place {
  const parts = folder.split(platform === 'win32' ? /[\\/]/ : '/').filter((part) => part !== '')
  const name = parts.at(-1) ?? ''
  return { parent: folder.slice(0, folder.lastIndexOf(name)), name }
}

/** Whether a path says where it is from the top. */
export function isWholePath(path: string, platform: string): boolean {
  return platform === 'win32' ? /^(?:[a-z]:[\\/]|\\\\[^\\])/i.test(path) : path.startsWith('/')
}
