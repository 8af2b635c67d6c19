// @ts-check
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { requireDiskSpace } from './disk-space.mjs'
import { runNpm } from './npm.mjs'
import { cache } from './place.mjs'
import { SetupProblem } from './problem.mjs'
import { runProgram } from './programs.mjs'

/** The oldest major version that everything runs on, and the release that is brought where Node is older. */
const major = 24
export const nodeVersion = '24.21.0'

/** npm has packages with Node's program for these; for macOS on arm64 none that is recent enough. */
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'win32-x64']

/** In bytes. npm takes a program for whole that a full disk has cut off. */
const roomNeeded = 5e8

const folder = join(cache, `node-${nodeVersion}-${process.platform}-${process.arch}`)

/** @param {string} version like `20.20.2` */
export function isRecentEnough(version) {
  return Number.parseInt(version, 10) >= major
}

/**
 * Absolute path of the Node that everything runs on: the one that runs this where it is recent enough.
 * @returns {string}
 */
export function nodeProgram() {
  return isRecentEnough(process.versions.node) ? process.execPath : programIn(folder)
}

/** The version of `nodeProgram()`. */
export function nodeProgramVersion() {
  return isRecentEnough(process.versions.node) ? process.versions.node : nodeVersion
}

/** @type {import('./steps.mjs').Step} */
export const nodeStep = {
  name: `Node ${nodeVersion}`,
  isDone: () => existsSync(nodeProgram()),
  run: bringNode,
}

async function bringNode() {
  const platform = `${process.platform}-${process.arch}`
  if (!platforms.includes(platform)) {
    throw new SetupProblem(
      `Node ${major} or newer is needed, and this is ${process.versions.node}: install it from https://nodejs.org.`,
    )
  }
  requireDiskSpace([cache], roomNeeded)
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  const specification = `${packageName()}@${nodeVersion}`
  await runNpm(
    process.execPath,
    ['install', '--prefix', unfinished, '--no-save', '--no-package-lock', specification],
    {
      cwd: unfinished,
    },
  )
  const { ok, output } = await runProgram(programIn(unfinished), ['--version'])
  if (!ok || !output.includes(`v${nodeVersion}\n`)) {
    throw new SetupProblem(
      `Node ${major} or newer is needed, and the one that npm has does not run here: install it from https://nodejs.org.`,
    )
  }
  rmSync(folder, { recursive: true, force: true })
  renameSync(unfinished, folder)
}

function packageName() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
}

/** @param {string} parent */
function programIn(parent) {
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(parent, 'node_modules', packageName(), 'bin', file)
}
