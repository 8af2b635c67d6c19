// @ts-check
import { relative } from 'node:path'
import { writeJson } from '../setup/json-file.mjs'
import { root } from '../setup/place.mjs'

/**
 * @typedef {object} SuiteSummary
 * @property {number} passed
 * @property {number} failed tests, files that could not be read, and errors outside of any test
 * @property {{ name: string, reason: string }[]} skipped
 */

/** Writes what became of every test to the file that HEADSTART_TEST_SUMMARY names, for scripts/test.mjs to add up. */
export default class SummaryReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors
   */
  onTestRunEnd(modules, errors) {
    const file = process.env['HEADSTART_TEST_SUMMARY']
    if (file) writeJson(file, summarize(modules, errors.length))
  }
}

/**
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {number} errors outside of any test
 * @returns {SuiteSummary}
 */
export function summarize(modules, errors) {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const states = tests.map((test) => test.result().state)
  const brokenSuites = modules
    .flatMap((module) => [module, ...module.children.allSuites()])
    .filter((suite) => suite.errors().length)
  return {
    passed: states.filter((state) => state === 'passed').length,
    // A test that never came to its turn has not passed.
    failed:
      states.filter((state) => state === 'failed' || state === 'pending').length +
      brokenSuites.length +
      errors,
    skipped: tests
      .filter((test) => test.result().state === 'skipped')
      .map((test) => ({
        name: `${relative(root, test.module.moduleId)} › ${test.fullName}`,
        reason: skipReason(test),
      })),
  }
}

/**
 * Why a test was skipped: its own note, or the `skipReason` that it or a suite around it was given as `meta`.
 * @param {import('vitest/node').TestCase} test
 * @returns {string}
 */
function skipReason(test) {
  const result = test.result()
  if (result.state === 'skipped' && result.note) return result.note
  for (let part = /** @type {any} */ (test); part && part.type !== 'module'; part = part.parent) {
    const { skipReason: reason } = part.meta()
    if (reason) return reason
  }
  return 'a condition in the file does not hold here'
}
