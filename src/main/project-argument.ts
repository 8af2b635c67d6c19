import { resolve } from 'node:path'

/**
 * The project that a command line names; undefined where it names none.
 * @param parameters what follows the program and, in development, the application's folder; Chromium's switches and
 *   what belongs to them begin with `-`
 * @param folder absolute; from which a relative path is meant
 */
export function projectArgument(parameters: readonly string[], folder: string): string | undefined {
  const named = parameters.find((parameter) => parameter !== '' && !parameter.startsWith('-'))
  return named === undefined ? undefined : resolve(folder, named)
}
