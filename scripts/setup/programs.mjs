// @ts-check
import { spawn } from 'node:child_process'
import { accessSync, appendFileSync, constants, mkdirSync, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { logFile } from './place.mjs'

/** How many characters of a program's output are kept to explain its failure. */
const outputKept = 100_000

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/** @type {(programs: number[]) => void} */
let onRunning = () => {}

/**
 * Has a listener called with the process numbers of whatever `runProgram` has going, at every change.
 * @param {typeof onRunning} listener
 */
export function watchPrograms(listener) {
  onRunning = listener
}

function tellRunning() {
  onRunning([...running].flatMap(({ pid }) => pid ?? []))
}

/**
 * Absolute path of a program on the PATH, or undefined.
 * @param {string} name
 * @param {string} path
 */
export function findProgram(name, path = process.env['PATH'] ?? '') {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  return path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((file) => join(folder, file)))
    .find(isProgram)
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/**
 * Runs a program to its end, its output in the log of the set-up.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number }} [options] timeout in milliseconds
 * @returns {Promise<{ ok: boolean, output: string }>} `output`: the last of what it printed, or why it did not start
 */
export function runProgram(program, parameters, { cwd, env = process.env, timeout } = {}) {
  mkdirSync(dirname(logFile), { recursive: true })
  appendFileSync(logFile, `\n> ${program} ${parameters.join(' ')}\n`)
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, parameters, { cwd, env, timeout, stdio: ['ignore', 'pipe', 'pipe'] })
    running.add(child)
    tellRunning()
    const keep = (/** @type {string | Buffer} */ text) => {
      appendFileSync(logFile, text)
      output = (output + String(text)).slice(-outputKept)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('error', (error) => keep(`${error.message}\n`))
    child.on('close', (status) => {
      running.delete(child)
      tellRunning()
      resolve({ ok: status === 0, output })
    })
  })
}

/** Ends whatever `runProgram` has going. */
export function stopPrograms() {
  for (const child of running) child.kill()
}

/**
 * The environment in which `node` is the given one: packages start each other through `#!/usr/bin/env node`.
 * @param {string} node absolute path
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWithNode(node) {
  return { ...process.env, PATH: [dirname(node), process.env['PATH']].filter(Boolean).join(delimiter) }
}
