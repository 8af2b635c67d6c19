import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pino from 'pino'
import type { Logger } from 'pino'
import { cacheFolder } from './cache-folder'

export type { Logger } from 'pino'

/** Above this size, in bytes, a log is put aside and a new one begun; one old log is kept. */
const largestLog = 5_000_000

/** Absolute path of a log in the user's log folder. */
export function logFile(name: string): string {
  return join(cacheFolder(), 'logs', `${name}.log`)
}

/** A log that appends JSON lines to a file: the one place where stacks go. */
export function openLog(path: string): Logger {
  prepareLogFile(path)
  // Synchronous, because what was written last before a crash is what one wants to read.
  return pino({ base: { pid: process.pid } }, pino.destination({ dest: path, sync: true }))
}

/** Makes the folder of a log, and puts the log itself aside when it has grown too long. */
export function prepareLogFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > largestLog) renameSync(path, `${path}.old`)
}
