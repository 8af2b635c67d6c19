import { readFileSync } from 'node:fs'
import type { Surroundings } from './surroundings'

/**
 * Calls back for every line that the user enters; undefined where no user can: without a terminal, or in the background
 * of one, where reading from it would stop the process.
 * @returns what stops the reading
 */
export function onEnter(stdin: Surroundings['stdin'], entered: () => void): (() => void) | undefined {
  if (!stdin?.isTTY || isInBackground()) return undefined
  const read = (text: Buffer | string): void => {
    for (const character of text.toString()) if (character === '\n') entered()
  }
  const ignore = (): void => undefined
  stdin.on('data', read).on('error', ignore)
  return () => {
    stdin.off('data', read).off('error', ignore)
    stdin.pause()
  }
}

/** Told by Linux: the terminal belongs to another group of processes than ours. */
function isInBackground(): boolean {
  try {
    // After the program's name in parentheses: state, parent, group, session, terminal, group of the terminal.
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return fields[5] !== '-1' && fields[2] !== fields[5]
  } catch {
    return false
  }
}
