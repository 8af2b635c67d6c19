/** Why a server could not be reached, in words. */
export function reasonUnreachable(thrown: unknown): string {
  for (let cause: unknown = thrown; cause instanceof Error; cause = cause.cause) {
    const reason = reasons[(cause as NodeJS.ErrnoException).code ?? '']
    if (reason !== undefined) return reason
    // An attempt on several addresses fails with an error of all of them.
    if (cause instanceof AggregateError && cause.errors.length > 0) return reasonUnreachable(cause.errors[0])
    if (cause.cause === undefined) return cause.message
  }
  return String(thrown)
}

const reasons: Record<string, string> = {
  ENOTFOUND: 'its name is not known here: there seems to be no connection',
  EAI_AGAIN: 'its name cannot be looked up: there seems to be no connection',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'the connection broke off',
  UND_ERR_SOCKET: 'the connection broke off',
  ENETUNREACH: 'there is no way to it: there seems to be no connection',
  EHOSTUNREACH: 'there is no way to it: there seems to be no connection',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
}
