#!/usr/bin/env node
// @ts-check
import { cpus, totalmem } from 'node:os'
import { accuracyLines } from './bench/accuracy.mjs'
import { measure } from './bench/measure.mjs'
import { readOptions, usage } from './bench/options.mjs'
import { scratchFolder, sharedFolder } from './bench/place.mjs'
import { packages } from './bench/prepare.mjs'
import { table } from './bench/table.mjs'
import { kerasPython } from './parity/keras-python.mjs'
import { SetupProblem } from './setup/problem.mjs'
import { setUpOrExit } from './setup/set-up.mjs'

/** Measures this application beside Keras 3 and ONNX Runtime: `npm run bench -- --help`. */
try {
  await bench(process.argv.slice(2))
} catch (problem) {
  if (!(problem instanceof SetupProblem)) throw problem
  process.stderr.write(`${problem.message}\n`)
  process.exitCode = 1
}

/** @param {string[]} parameters */
async function bench(parameters) {
  const { only, repeats, json, help } = readOptions(parameters)
  if (help) {
    process.stdout.write(usage)
    return
  }
  const shared = sharedFolder()
  await setUpOrExit()
  const python = await kerasPython({ name: 'bench', also: packages })
  const { folder, remove } = scratchFolder()
  const began = performance.now()
  const say = (/** @type {string} */ line) => {
    process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`)
  }
  const { rows, trained } = await measure({ only, repeats, python, shared, folder, say }).finally(remove)
  const machine = { processor: cpus()[0]?.model ?? '', threads: cpus().length, memory: totalmem() }
  process.stdout.write(
    json
      ? `${JSON.stringify({ machine, packages, repeats, rows, trained })}\n`
      : `\n${[table(rows), ...accuracyLines(trained)].join('\n')}\n`,
  )
}
