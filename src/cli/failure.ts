import { CommanderError } from 'commander'
import { AppError, toAppError } from '../shared/errors'
import { folded } from './output/printable'
import type { ExitStatus, OutputStream } from './surroundings'

export interface FailureOutput {
  readonly stdout: OutputStream
  readonly stderr: OutputStream
  readonly json: boolean
  readonly verbose: boolean
}

/** Tells what went wrong, in one line and with `--json` in one document, and says with which status to leave. */
export function reportFailure(thrown: unknown, { stdout, stderr, json, verbose }: FailureOutput): ExitStatus {
  if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
  const error = thrown instanceof CommanderError ? usageError(thrown) : toAppError(thrown)
  const { code, message, details = {} } = error.toJSON()
  stderr.write(`headstart: ${folded(message)}\n`)
  if (verbose) stderr.write(`${stackOf(thrown)}\n`)
  if (json) stdout.write(`${JSON.stringify({ error: { code, message, details } })}\n`)
  if (thrown instanceof CommanderError) return 2
  return code === 'cancelled' ? 130 : 1
}

function usageError({ code, message }: CommanderError): AppError {
  const what = code === 'commander.help' ? 'A command is expected' : folded(message).replace(/^error: /, '')
  return new AppError('bad-input', `${what.replace(/[.:]?\s*$/, '')}: see \`headstart --help\`.`, {
    usage: code,
  })
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`
  return `${thrown.stack ?? thrown.message}${cause}`
}
