// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJson } from '../setup/json-file.mjs'
import { nodeProgram } from '../setup/node.mjs'
import { inPackages, root } from '../setup/place.mjs'
import { environmentWithNode } from '../setup/programs.mjs'

/** @typedef {import('./reporter.mjs').SuiteSummary} SuiteSummary */

/**
 * What `npm test` runs, in this order. Each gets the words that followed its name on the command line.
 * @type {Record<string, (parameters: string[]) => Promise<SuiteSummary>>}
 */
export const checks = {
  types: () => asOneCheck([['vue-tsc/bin/vue-tsc.js', '-b']]),
  lint: () =>
    asOneCheck([
      ['eslint/bin/eslint.js', '.'],
      ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
    ]),
  unit: (parameters) => runVitest('unit', parameters),
  integration: (parameters) => runVitest('integration', parameters),
  e2e: (parameters) => runVitest('e2e', parameters),
}

/**
 * Programs that only say yes or no count as one check together.
 * @param {[string, ...string[]][]} programs scripts in node_modules with their parameters
 * @returns {Promise<SuiteSummary>}
 */
async function asOneCheck(programs) {
  let passed = true
  for (const [script, ...parameters] of programs) passed = (await run(script, parameters)) && passed
  return { passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: [] }
}

/**
 * @param {string} project in vitest.config.ts
 * @param {string[]} parameters further ones for vitest
 * @param {NodeJS.ProcessEnv} environment added to the process's own
 * @returns {Promise<SuiteSummary>}
 */
export async function runVitest(project, parameters, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'headstart-test-'))
  const summaryFile = join(folder, 'summary.json')
  const options = [
    '--project',
    project,
    '--passWithNoTests',
    '--reporter=default',
    '--reporter=scripts/test/reporter.mjs',
  ]
  const passed = await run('vitest/vitest.mjs', ['run', ...options, ...parameters], {
    ...environment,
    HEADSTART_TEST_SUMMARY: summaryFile,
    // TensorFlow's greetings would drown what the tests say.
    TF_CPP_MIN_LOG_LEVEL: '2',
  })
  /** @type {SuiteSummary} */
  const summary = readJson(summaryFile) ?? { passed: 0, failed: 0, skipped: [] }
  rmSync(folder, { recursive: true })
  return passed || summary.failed > 0 ? summary : { ...summary, failed: 1 }
}

/**
 * @param {string} script in node_modules
 * @param {string[]} parameters
 * @param {NodeJS.ProcessEnv} environment added to the process's own
 * @returns {Promise<boolean>} whether it ended well
 */
function run(script, parameters, environment = {}) {
  const node = nodeProgram()
  return new Promise((resolve) => {
    const child = spawn(node, [inPackages(script), ...parameters], {
      cwd: root,
      env: { ...environmentWithNode(node), ...environment },
      stdio: 'inherit',
    })
    child.on('error', () => resolve(false))
    child.on('close', (status) => resolve(status === 0))
  })
}
