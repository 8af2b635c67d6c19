import { z } from 'zod'

/** Every way in which the application can fail; the fronts decide by the code, people read the message. */
export const errorCodes = [
  'bad-input', // what came does not fit what was expected
  'not-found', // a photo, run, file or class that is not there
  'exists', // something is already there and would be overwritten
  'busy', // another process or job holds what is needed
  'cancelled', // stopped by the user
  'unsupported', // a format, platform or layer that is not handled
  'unreadable', // a file that is there and cannot be read
  'newer-version', // written by a newer Headstart
  'disconnected', // the other side is gone, or the connection to it was lost for too long
  'engine', // the engine died or TensorFlow refused
  'no-space', // the disk or the memory is full
  'denied', // not permitted by the guard of a server or by the operating system
  'internal', // a mistake of ours
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** How an error looks on a wire: no stack, no cause (both stay in the log of the process that threw). */
export const errorSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})

export type ErrorShape = z.infer<typeof errorSchema>

/**
 * The one error class. The message says what was expected, what came, and what to do next, in that order, and is
 * shown to people as it is.
 */
export class AppError extends Error {
  override readonly name = 'AppError'

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details?: Record<string, unknown>,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause })
  }

  toJSON(): ErrorShape {
    return { code: this.code, message: this.message, ...(this.details && { details: this.details }) }
  }
}

/** Any thrown value as an AppError: what is not one already becomes `internal`, with the original as its cause. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return cancelled()
  const known = knownSystemError(thrown)
  if (known) return known
  return new AppError(
    'internal',
    thrown instanceof Error ? thrown.message : String(thrown),
    undefined,
    thrown,
  )
}

/** The error that ends work which the user stopped. */
export function cancelled(): AppError {
  return new AppError('cancelled', 'Stopped.')
}

/** The operating system's refusals that people can do something about. */
function knownSystemError(thrown: unknown): AppError | undefined {
  const { code, path, dest } = (thrown ?? {}) as { code?: unknown; path?: unknown; dest?: unknown }
  // Of a copy, the place that it goes to is the one that is full or may not be written to.
  const place = code !== 'ENOENT' && typeof dest === 'string' ? dest : path
  const where = typeof place === 'string' ? ` (${place})` : ''
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return new AppError(
        'no-space',
        `The disk is full${where}: free some space and try again.`,
        undefined,
        thrown,
      )
    case 'EACCES':
    case 'EPERM':
      return new AppError(
        'denied',
        `Not permitted${where}: check who owns it and its rights.`,
        undefined,
        thrown,
      )
    case 'EROFS':
      return new AppError('denied', `The disk is read-only${where}: choose another place.`, undefined, thrown)
    case 'ENAMETOOLONG':
      return new AppError(
        'bad-input',
        `The name is too long${where}: choose a shorter one.`,
        undefined,
        thrown,
      )
    case 'ENOENT':
      return new AppError('not-found', `Nothing is there${where}: check the path.`, undefined, thrown)
    default:
      return undefined
  }
}

/** Details of a zod failure in one line: `photos.0.path: expected string, received number`. */
export function describeIssues(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`).join('; ')
}
