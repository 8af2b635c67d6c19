// @ts-check
import { join } from 'node:path'
import { requireDiskSpace } from './disk-space.mjs'
import { readJson } from './json-file.mjs'
import { nodeProgram } from './node.mjs'
import { runNpm } from './npm.mjs'
import { cache, inPackages, root } from './place.mjs'

/** Room for the packages, in bytes, and for what the later steps put beside them. */
const roomNeeded = 3e9

/**
 * @typedef {{ version?: string, optional?: boolean }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} LockFile
 */

/** @type {import('./steps.mjs').Step} */
export const packagesStep = {
  name: 'Dependencies from npm',
  isDone: () =>
    isInstalled(readJson(join(root, 'package-lock.json')), readJson(inPackages('.package-lock.json'))),
  async run() {
    requireDiskSpace([root, cache], roomNeeded)
    // Said aloud because NODE_ENV=production would leave out what builds and tests.
    await runNpm(nodeProgram(), ['ci', '--include=dev', '--include=optional'], { cwd: root })
  },
}

/**
 * Whether the packages that the lock file asks for are those that npm has installed. npm writes its own record as its
 * last act, so an interrupted installation has none.
 * @param {LockFile | undefined} wanted package-lock.json
 * @param {LockFile | undefined} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const there = installed?.packages
  if (!wanted?.packages || !there) return false
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === '') return true
    // Packages for other platforms are optional, and stay away.
    return there[path] ? there[path].version === version : optional === true
  })
}
