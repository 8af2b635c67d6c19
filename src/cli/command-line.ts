import { reportFailure } from './failure'
import { createProgram } from './program'
import type { ExitStatus, Surroundings } from './surroundings'

/**
 * Runs one command line to its end, and never throws.
 * @param arguments_ what follows the program's name
 * @returns the status with which the process should leave
 */
export async function runCommandLine(
  arguments_: readonly string[],
  surroundings: Surroundings,
): Promise<ExitStatus> {
  let status: ExitStatus = 0
  const program = createProgram(surroundings, (reached) => (status = reached))
  try {
    await program.parseAsync(arguments_, { from: 'user' })
    return status
  } catch (thrown) {
    // Read from the arguments, because a line that does not parse has no options yet.
    const [json, verbose] = [hasFlag(arguments_, '--json'), hasFlag(arguments_, '--verbose')]
    return reportFailure(thrown, { ...surroundings, json, verbose })
  }
}

/** Whether a flag is given; what follows `--` are names. */
function hasFlag(arguments_: readonly string[], flag: string): boolean {
  const end = arguments_.indexOf('--')
  return arguments_.slice(0, end === -1 ? undefined : end).includes(flag)
}
