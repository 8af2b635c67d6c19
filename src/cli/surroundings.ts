import type { Host, HostOptions } from '../core/host'

/** What is written to: standard output and standard error, or what stands in for them. */
export type OutputStream = Pick<NodeJS.WritableStream, 'write'> & { readonly isTTY?: boolean }

export type HostSettings = Pick<HostOptions, 'device' | 'threads' | 'verbose'>

/** Everything outside that the command line depends on. */
export interface Surroundings {
  /** Absolute folder from which relative paths are meant. */
  readonly folder: string
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What the user types, where it is a terminal of theirs; left out where nothing is read. */
  readonly stdin?: NodeJS.ReadableStream & { readonly isTTY?: boolean }
  readonly stdout: OutputStream
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean }
  /** Aborted when the user asks to stop. */
  readonly interruption: AbortSignal
  readonly version: string
  /** Absolute folder of the page that `serve` shows. */
  readonly rendererFolder: string
  readonly createHost: (settings: HostSettings) => Host
  readonly openBrowser: (url: string) => void
}

/** 0 done, 1 the work failed, 2 wrong usage, 130 stopped by the user. */
export type ExitStatus = 0 | 1 | 2 | 130
