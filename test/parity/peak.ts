import { readFileSync } from 'node:fs'

/** What building, loading and predicting with any network may take, in bytes. */
export const memoryLimit = 4 * 2 ** 30

/** The most memory that this process ever held, in bytes. */
export function ownPeak(): number {
  return process.resourceUsage().maxRSS * 1024
}

/** Why another process' memory cannot be measured, or false where it can. */
export const peakUnknown: string | false =
  process.platform === 'linux' ? false : 'the peak of another process is known on Linux alone'

/** The most memory that another process ever held, in bytes. */
export function peakOf(pid: number): number {
  const [, kibibytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kibibytes) * 1024
}

/** For people. */
export function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(2)} GB`
}
