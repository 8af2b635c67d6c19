// @ts-check
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { commandLine } from './setup/build.mjs'
import { nodeProgram } from './setup/node.mjs'
import { cache, root } from './setup/place.mjs'

/**
 * Runs the command line in this process's place: same terminal, same signals, same exit status.
 * @param {string[]} parameters
 */
export function launchCommandLine(parameters) {
  const child = spawn(nodeProgram(), [commandLine, ...parameters], {
    cwd: workingFolder(),
    env: environmentWithCompiledCode(),
    stdio: 'inherit',
  })
  forwardSignals(child)
  child.on('error', (error) => {
    process.stderr.write(`${commandLine} does not start (${error.message}): run \`npm run setup\`.\n`)
    process.exitCode = 1
  })
  child.on('exit', (status, signal) => {
    process.exitCode = signal ? 128 + constants.signals[signal] : (status ?? 1)
  })
}

/**
 * The environment in which Node keeps the code that it compiled, and so does the engine that the command line starts: a
 * sixth of what a short command computes. Node itself sees to it that changed files are compiled anew.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentWithCompiledCode(environment = process.env) {
  return { NODE_COMPILE_CACHE: join(cache, 'code'), ...environment }
}

/**
 * Passes on the signals that ask this process to end.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => boolean} whether one has come
 */
export function forwardSignals(child) {
  let came = false
  for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      came = true
      // Ctrl-C in a terminal goes to the whole group of processes: the child has got it already.
      if (signal !== 'SIGINT' || !inTerminal()) child.kill(signal)
    })
  }
  return () => came
}

/** `npm run` changes to the root of the package; relative paths are meant from where the person was. */
export function workingFolder() {
  const { INIT_CWD, npm_lifecycle_event: script } = process.env
  const startedByNpm = script === 'headstart' || script === 'start'
  return startedByNpm && INIT_CWD && process.cwd() === root ? INIT_CWD : process.cwd()
}

function inTerminal() {
  return Boolean(process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY)
}
