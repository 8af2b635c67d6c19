// @ts-check
import { basename } from 'node:path'
import { logFile } from './place.mjs'
import { SetupProblem } from './problem.mjs'
import { environmentWithNode, findProgram, runProgram } from './programs.mjs'

/**
 * Runs npm under the given Node, no package's scripts with it. `npm run --silent` would hand its silence down, and with it
 * the reason of a failure.
 * @param {string} node absolute path
 * @param {string[]} parameters
 * @param {{ cwd: string }} options
 * @throws {SetupProblem} when npm fails
 */
export async function runNpm(node, parameters, { cwd }) {
  const [program, ...before] = npmProgram(node)
  const always = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retry-mintimeout=2000',
  ]
  const { ok, output } = await runProgram(program, [...before, ...parameters, ...always], {
    cwd,
    env: environmentWithNode(node),
  })
  if (!ok) throw new SetupProblem(explainNpm(output))
}

/**
 * The npm that started this, where one did; else the one on the PATH.
 * @param {string} node
 * @returns {[string, ...string[]]}
 */
function npmProgram(node) {
  const caller = process.env['npm_execpath']
  if (caller && basename(caller) === 'npm-cli.js') return [node, caller]
  const npm = findProgram('npm')
  if (npm) return [npm]
  throw new SetupProblem('npm is missing: install Node together with npm from https://nodejs.org.')
}

/**
 * One sentence for what npm printed before it gave up.
 * @param {string} output
 */
export function explainNpm(output) {
  const unreachable =
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/
  if (unreachable.test(output)) {
    return `The npm registry cannot be reached (${output.match(unreachable)?.[0]}): check the network and \`npm config get registry\`, then try again.`
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: free 3 GB, then try again.'
  const errors = [...output.matchAll(/^npm (?:error|ERR!) (?!code|A complete log)(.+)$/gm)].map(
    ([, text]) => text,
  )
  return `npm failed (${errors[0] ?? 'it gave no reason'}): the whole of what it said is in ${logFile}.`
}
