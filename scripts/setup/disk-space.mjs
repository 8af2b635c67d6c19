// @ts-check
import * as fs from 'node:fs'
import { dirname } from 'node:path'
import { SetupProblem } from './problem.mjs'

/**
 * Ends the set-up where there is too little room, before hundreds of megabytes have been downloaded in vain.
 * @param {string[]} folders that will grow; they need not exist yet
 * @param {number} needed bytes
 */
export function requireDiskSpace(folders, needed) {
  for (const folder of folders) {
    const free = freeBytes(folder)
    if (free >= needed) continue
    throw new SetupProblem(
      `${gigabytes(needed)} of free disk space are needed at ${folder}, and ${gigabytes(free)} are left there: ` +
        'delete something, or let HEADSTART_CACHE name a folder on a larger disk.',
    )
  }
}

/** @param {string} folder */
function freeBytes(folder) {
  let existing = folder
  while (!fs.existsSync(existing)) existing = dirname(existing)
  // Node has it from 18.15 on; before, a full disk is seen only once it is full.
  if (!fs.statfsSync) return Infinity
  const { bavail, bsize } = fs.statfsSync(existing)
  return bavail * bsize
}

/** @param {number} bytes */
function gigabytes(bytes) {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
