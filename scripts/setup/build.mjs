// @ts-check
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readJson, writeJson } from './json-file.mjs'
import { nodeProgram } from './node.mjs'
import { inPackages, logFile, root } from './place.mjs'
import { SetupProblem } from './problem.mjs'
import { environmentWithNode, runProgram } from './programs.mjs'

/** The command line: everything else is started through it. */
export const commandLine = join(root, 'out', 'main', 'cli.js')

/** What the build is made from. */
const sources = [
  'src',
  'resources/models',
  'electron.vite.config.ts',
  'package-lock.json',
  'tsconfig.base.json',
]
const stampFile = join(root, 'out', '.built-from.json')

/** @type {import('./steps.mjs').Step} */
export const buildStep = {
  name: 'Build',
  isDone: () => existsSync(commandLine) && readJson(stampFile)?.sources === fingerprint(root, sources),
  async run() {
    // Taken before: what is edited during the build belongs to the next one.
    const before = fingerprint(root, sources)
    rmSync(stampFile, { force: true })
    const node = nodeProgram()
    const { ok, output } = await runProgram(
      node,
      [inPackages('electron-vite', 'bin', 'electron-vite.js'), 'build'],
      {
        cwd: root,
        env: environmentWithNode(node),
      },
    )
    if (!ok) throw new SetupProblem(explainBuild(output))
    writeJson(stampFile, { sources: before })
  },
}

/**
 * A hash over the names, sizes and times of files, which is enough to see that one has changed and takes milliseconds.
 * @param {string} folder
 * @param {string[]} paths files or folders in it; missing ones count as empty
 */
export function fingerprint(folder, paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesBelow(join(folder, path)))) {
    const { size, mtimeMs } = statSync(file)
    hash.update(`${relative(folder, file)}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]} absolute paths, sorted; tests are no part of a build
 */
function filesBelow(path) {
  const entry = statSync(path, { throwIfNoEntry: false })
  if (!entry) return []
  if (!entry.isDirectory()) return /\.test\.\w+$/.test(path) ? [] : [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name)))
}

/**
 * One sentence for what electron-vite printed before it gave up.
 * @param {string} output
 */
export function explainBuild(output) {
  const plain = output.replace(/\u001b\[[\d;]*m/g, '')
  const error =
    plain.match(/^error during build:\s*(.+)$/m)?.[1] ??
    plain.match(/^.*\berror\b:? *(.+)$/im)?.[1] ??
    'no reason given'
  return `The build failed (${error.trim()}): the whole of what electron-vite said is in ${logFile}.`
}
