/** So soon after the first, in milliseconds, a signal is the same key press, which npm passes on once more. */
const samePress = 300

/** The closed terminal (SIGHUP) asks to stop as well. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
type StopSignal = (typeof stopSignals)[number]

/** The part of `process` that this needs. */
export interface SignalledProcess {
  on(signal: StopSignal, listener: () => void): unknown
  exit(status: number): void
}

/**
 * A signal that is aborted by the first Ctrl+C (or SIGTERM, SIGHUP), for work to stop and keep what is whole. The second ends the
 * process at once, with status 130.
 * @param now in milliseconds
 */
export function interruptionOf(
  process: SignalledProcess,
  now: () => number = () => performance.now(),
): AbortSignal {
  const abort = new AbortController()
  let askedAt = 0
  const ask = (): void => {
    if (!abort.signal.aborted) {
      askedAt = now()
      abort.abort()
    } else if (now() - askedAt > samePress) process.exit(130)
  }
  for (const signal of stopSignals) process.on(signal, ask)
  return abort.signal
}
