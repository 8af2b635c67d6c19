// @ts-check
import { parseArgs } from 'node:util'
import { SetupProblem } from '../setup/problem.mjs'

/** What is measured, in this order. */
export const parts = /** @type {const} */ (['warm', 'batch', 'recipe', 'cold', 'memory'])

/** @typedef {(typeof parts)[number]} Part */

export const usage = `Usage: npm run bench -- [--only PART,...] [--repeats N] [--json]

Measures this application, Keras 3 and ONNX Runtime in turns, on the CPU, and prints medians and ratios.

  --only     parts, of ${parts.join(', ')}; all of them unless this is given
  --repeats  turns that each takes (default 7); whole trainings take at most 3, with the seeds 1, 2, 3
  --json     one JSON document with every sample instead of the table
`

/**
 * @param {string[]} parameters
 * @returns {{ only: Part[], repeats: number, json: boolean, help: boolean }}
 * @throws {SetupProblem} saying what was expected
 */
export function readOptions(parameters) {
  const { only, repeats, json = false, help = false } = parse(parameters)
  return {
    only: only === undefined ? [...parts] : only.split(',').map(partOf),
    repeats: countOf(repeats),
    json,
    help,
  }
}

/** @param {string[]} args */
function parse(args) {
  const options = /** @type {const} */ ({
    only: { type: 'string' },
    repeats: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean' },
  })
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    throw new SetupProblem(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

/** @param {string} name */
function partOf(name) {
  const part = parts.find((one) => one === name)
  if (part) return part
  throw new SetupProblem(`--only takes some of ${parts.join(',')}, and got ${name}.`)
}

function countOf(text = '7') {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0) return count
  throw new SetupProblem(`--repeats takes a whole number from 1 on, and got ${text}.`)
}
