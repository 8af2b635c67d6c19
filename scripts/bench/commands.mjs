// @ts-check
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { nodeProgram } from '../setup/node.mjs'
import { root } from '../setup/place.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { watchMemory } from './process-tree.mjs'

/**
 * @typedef {object} Finished
 * @property {number} seconds from its start to its end
 * @property {number | undefined} peak in bytes, of all its processes together
 * @property {string} output
 */

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Finished>}
 * @throws {SetupProblem} with the last line of what it said where it fails
 */
export function runToEnd(program, parameters, env) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(program, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const peak = child.pid === undefined ? () => undefined : watchMemory(child.pid)
    let [output, complaints] = ['', '']
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (complaints += text))
    child.on('error', (error) => (complaints += `${error.message}\n`))
    child.on('close', (status) => {
      const finished = { seconds: (performance.now() - began) / 1000, peak: peak(), output }
      if (status === 0) return resolve(finished)
      const reason = complaints.trim().split('\n').at(-1) || `status ${status}`
      reject(new SetupProblem(`${[program, ...parameters].join(' ')} failed: ${reason}`))
    })
  })
}

/**
 * Runs a command of the application as a person types it.
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} env
 */
export function headstart(parameters, env) {
  return runToEnd(nodeProgram(), [join(root, 'scripts', 'headstart.mjs'), ...parameters], env)
}

/** A Python script beside this file. @param {string} name */
export function scriptPath(name) {
  return join(root, 'scripts', 'bench', name)
}
